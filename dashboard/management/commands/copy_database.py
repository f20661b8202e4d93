from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.copying import CannotCopy, copy_database


class Command(BaseCommand):
    help = "Copies the SQLite database to a new file while everything goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        target = file.resolve()
        try:
            copy_database(target)
        except CannotCopy as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{target}: {target.stat().st_size / 1e6:,.1f} MB")
