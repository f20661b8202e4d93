import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

from exports.checking import Looked, bytes_of, kept, look_at
from exports.models import StoredFile
from exports.verdicts import counted


class Command(BaseCommand):
    help = (
        "Says whether every stored file is in the storage, byte for byte, as after a restore. "
        "Exits 1 when one is not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quick", action="store_true", help="compare sizes, read nothing")

    def handle(self, *, quick: bool, **_: Any) -> None:
        files = kept()
        count, total = files.count(), bytes_of(files)
        faults = 0
        for looked in _shown(look_at(files, quick=quick), total):
            if looked.fault:
                faults += 1
                self.stderr.write(_sentence(looked))
        if faults:
            raise CommandError(
                f"{faults:,} of {counted(count, 'stored file')} cannot be used. Bring them from "
                "a backup, or delete their exports and fetch them again."
            )
        how = "with its size" if quick else "byte for byte"
        self.stdout.write(f"Stored files: {count:,} ({total / 1e6:,.1f} MB). Each is there {how}.")


def _sentence(looked: Looked) -> str:
    exports = ", ".join(map(str, _exports_of(looked.file)))
    return f"{looked.file.storage_key} {looked.fault} (export {exports})."


def _exports_of(file: StoredFile) -> list[int]:
    exports = file.parts.order_by("window__export_id").values_list("window__export_id", flat=True)
    return list(exports.distinct())


def _shown(looks: Iterator[Looked], total: int) -> Iterator[Looked]:
    """The same, with a bar where somebody looks."""
    columns = (BarColumn(), DownloadColumn(), TimeRemainingColumn())
    quiet = not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet) as bar:
        task = bar.add_task("", total=total)
        for looked in looks:
            bar.advance(task, looked.size)
            yield looked
