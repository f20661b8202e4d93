"""Writing the files of an export, streamed so that memory stays flat whatever their size."""

import csv
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from providers.sandbox.data import COLUMNS, Row, rows_of
from providers.sandbox.exports import Batch
from providers.sandbox.packing import csv_target, sha256_of

FORMATS = ("zip", "gzip", "plain")
ENDINGS = {"zip": ".csv.zip", "gzip": ".csv.gz", "plain": ".csv"}
MANIFEST = "manifest.json"
ROWS_AT_ONCE = 2000

MayGoOn = Callable[[], None]


@dataclass(frozen=True)
class Part:
    """One finished file of an export."""

    name: str
    rows: int
    bytes: int
    sha256: str


def make_files(batch: Batch, directory: Path, may_go_on: MayGoOn) -> list[Part]:
    """Write every file of a batch and then its manifest; `directory` appears only when whole."""
    draft = Path(tempfile.mkdtemp(prefix=".building-", dir=directory.parent))
    rows = rows_of(batch.selection)
    parts = [
        _make_file(batch, number, islice(rows, batch.rows_per_file), draft, may_go_on)
        for number in range(1, batch.files + 1)
    ]
    (draft / MANIFEST).write_text(json.dumps([asdict(part) for part in parts]))
    draft.rename(directory)
    return parts


def finished_parts(directory: Path) -> list[Part] | None:
    """What stands in a finished directory, or None while it is not there."""
    try:
        manifest = json.loads((directory / MANIFEST).read_text())
    except FileNotFoundError:
        return None
    return [Part(**part) for part in manifest]


def remove_drafts(parent: Path) -> None:
    """Sweep up what a killed sandbox left half made."""
    for draft in parent.glob(".building-*"):
        shutil.rmtree(draft)


def _make_file(
    batch: Batch, number: int, rows: Iterator[Row], draft: Path, may_go_on: MayGoOn
) -> Part:
    form = FORMATS[(number - 1) % 3] if batch.format == "mixed" else batch.format
    path = draft / f"{batch.selection.spot_id}_comments_{number:04}{ENDINGS[form]}"
    with csv_target(path, f"comments_{number:04}.csv") as text:
        written = _write_rows(text, rows, may_go_on)
    return Part(path.name, written, path.stat().st_size, sha256_of(path))


def _write_rows(text: IO[str], rows: Iterator[Row], may_go_on: MayGoOn) -> int:
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    written = 0
    while some := list(islice(rows, ROWS_AT_ONCE)):
        may_go_on()
        writer.writerows(some)
        written += len(some)
    return written
