"""Files to merge, and what a reader of the merged one sees."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC
from pathlib import Path

from exports.merging.flavours import FLAVOURS
from exports.merging.merged import Merge, Source
from tests.exports.factories import csv_zip

HEADER = ("id", "content", "written_at")
PLAIN, EXCEL = FLAVOURS["received"], FLAVOURS["excel"]


def source(folder: Path, rows: Iterable[Sequence[str]], header=HEADER, vendor_zone=UTC) -> Source:
    path = folder / f"{len(list(folder.iterdir()))}.csv.zip"
    path.write_bytes(csv_zip(rows, header))
    return Source(path, vendor_zone)


def text_of(merge: Merge) -> str:
    return b"".join(merge.pieces()).decode()


def table(text: str, delimiter: str = ",") -> list[list[str]]:
    """All rows as a program reads them that knows the separator."""
    text = text.removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def rows_of(merge: Merge) -> list[list[str]]:
    return table(text_of(merge), merge.flavour.delimiter)
