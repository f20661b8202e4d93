#!/usr/bin/env python3
import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError, connection
from environs import EnvError

from config import connections
from config.keys import KeyMissing, ensure_keys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        ensure_keys()
        execute_from_command_line(sys.argv)
    except (KeyMissing, EnvError) as problem:
        sys.exit(str(problem))
    except OperationalError as problem:
        if connection.connection:
            raise  # the database was there, so the fault is ours
        sys.exit(f"Threadkeep cannot reach its database: {connections.in_words(problem)}")


if __name__ == "__main__":
    main()
