#!/usr/bin/env python3
import os
import sys

from django.core.management import execute_from_command_line
from environs import EnvError

from config.keys import KeyMissing, ensure_keys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        ensure_keys()
        execute_from_command_line(sys.argv)
    except (KeyMissing, EnvError) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
