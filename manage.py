#!/usr/bin/env python3
import os
import sys

from django.core.management import execute_from_command_line

from config.keys import ensure_keys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    ensure_keys()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
