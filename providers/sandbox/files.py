"""Writing the files of an export, streamed so that memory stays flat whatever their size."""

import csv
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO

from providers.sandbox.data import Row
from providers.sandbox.exports import Batch
from providers.sandbox.packing import csv_target, packed_together, sha256_of
from providers.sandbox.tables import Table, lines_of

FORMATS = ("zip", "gzip", "plain")
ENDINGS = {"zip": ".csv.zip", "gzip": ".csv.gz", "plain": ".csv"}
MANIFEST = "manifest.json"
ROWS_AT_ONCE = 2000

MayGoOn = Callable[[], None]
Portion = tuple[Table, int, Iterator[Row]]


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
    portions = chain.from_iterable(_portions(batch, table) for table in batch.tables)
    parts = [
        _make_file(batch, number, portion, draft, may_go_on)
        for number, portion in enumerate(portions, 1)
    ]
    if batch.together:
        parts = [_together(batch, parts, draft)]
    (draft / MANIFEST).write_text(json.dumps([asdict(part) for part in parts]))
    draft.rename(directory)
    return parts


def _together(batch: Batch, parts: list[Part], draft: Path) -> Part:
    path = draft / f"{batch.selection.spot_id}_all.csv.zip"
    packed_together([draft / part.name for part in parts], path)
    return Part(path.name, sum(part.rows for part in parts), path.stat().st_size, sha256_of(path))


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


def _portions(batch: Batch, table: Table) -> Iterator[Portion]:
    """The lines of a table file by file; each must be written before the next is asked for."""
    lines, number = lines_of(batch.selection, table), 1
    while first := list(islice(lines, 1)):
        yield table, number, chain(first, islice(lines, batch.rows_per_file - 1))
        number += 1
    if number == 1 and batch.header_when_empty:
        yield table, number, iter(())


def _make_file(
    batch: Batch, number: int, portion: Portion, draft: Path, may_go_on: MayGoOn
) -> Part:
    table, among_its_own, rows = portion
    form = FORMATS[(number - 1) % 3] if batch.format == "mixed" else batch.format
    name = f"{table.name}_{among_its_own:04}" if batch.telling_names else f"part_{number:04}"
    path = draft / f"{batch.selection.spot_id}_{name}{ENDINGS[form]}"
    with csv_target(path, f"{name}.csv") as text:
        lines = _write(text, batch.delimiter, chain((table.columns,), rows), may_go_on)
    return Part(path.name, lines - 1, path.stat().st_size, sha256_of(path))


def _write(text: IO[str], delimiter: str, lines: Iterator[Row], may_go_on: MayGoOn) -> int:
    writer, written = csv.writer(text, delimiter=delimiter), 0
    while some := list(islice(lines, ROWS_AT_ONCE)):
        may_go_on()
        writer.writerows(some)
        written += len(some)
    return written
