"""One article's export as one zip: comments.csv, what changed, its events and the answers."""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, TypeVar

from providers.archives import Archive, writing
from providers.errors import Damage, FileDamaged
from providers.openweb.comments import (
    CHANGE_COLUMNS,
    Change,
    Comment,
    Kind,
    change_of,
    write_changes,
    write_csv,
)
from providers.openweb.replay import Replay
from providers.openweb.rows import open_table

MEMBER = "comments.csv"
CHANGES = "changes.csv"
EVENTS = "events.jsonl"
_ROWS_A_TICK = 5000
_BYTES_A_ROW = 500  # by which copying files counts as rows
_BLOCK = 256 * 1024

One = TypeVar("One")
Tick = Callable[[], object]


@dataclass
class Packed:
    """What a zip holds: `rows` in comments.csv, `deleted` of them deleted.

    `first_at` and `last_at` are the first and last times of writing, in UTC, None when no comment
    has one. `changes` counts the rows of changes.csv by kind; empty without such a file, too.
    """

    rows: int = 0
    deleted: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    changes: dict[Kind, int] = field(default_factory=dict)


def pack(
    replay: Replay,
    events: Iterable[Path],
    answers: Iterable[tuple[str, Path]],
    target: Path,
    at: datetime,
    tick: Tick,
) -> Packed:
    """Write the zip, which is there whole or not at all; `tick` may raise to end it.

    `events` are joined to events.jsonl; `answers` go in under the names they come with. Texts stay
    as they came: formulas in them are for the spreadsheet copy to disarm. The same content and the
    same `at`, an aware time, give the same bytes. Raises OSError and StateDamaged.
    """
    with writing(target, at) as archive:
        return _Zip(archive, tick).fill(replay, events, answers)


class _Zip:
    def __init__(self, archive: Archive, tick: Tick) -> None:
        self._archive = archive
        self._tick = tick
        self._rows = 0

    def fill(
        self, replay: Replay, events: Iterable[Path], answers: Iterable[tuple[str, Path]]
    ) -> Packed:
        packed = Packed()
        with self._archive.text(MEMBER) as file:
            write_csv(_noting(packed, self._ticking(replay.comments())), file)
        if replay.continues:
            with self._archive.text(CHANGES) as file:
                write_changes(_counting(packed, self._ticking(replay.changes())), file)
        with self._archive.member(EVENTS) as member:
            for path in events:
                self._copy(path, member)
        for name, path in answers:
            with self._archive.member(name, zipfile.ZIP_STORED) as member:
                self._copy(path, member)
        return packed

    def _copy(self, path: Path, member: IO[bytes]) -> None:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                member.write(block)
                self._worked(1 + len(block) // _BYTES_A_ROW)

    def _ticking(self, rows: Iterable[One]) -> Iterator[One]:
        for row in rows:
            self._worked(1)
            yield row

    def _worked(self, rows: int) -> None:
        self._rows += rows
        if self._rows >= _ROWS_A_TICK:
            self._rows = 0
            self._tick()


def _noting(packed: Packed, comments: Iterable[Comment]) -> Iterator[Comment]:
    """Comments come by time, undated ones first."""
    first = last = ""
    for comment in comments:
        packed.rows += 1
        packed.deleted += comment.deleted
        first, last = first or comment.written_at, comment.written_at
        yield comment
    if last:
        packed.first_at = datetime.fromisoformat(first)
        packed.last_at = datetime.fromisoformat(last)


def _counting(packed: Packed, changes: Iterable[Change]) -> Iterator[Change]:
    for change in changes:
        packed.changes[change.kind] = packed.changes.get(change.kind, 0) + 1
        yield change


def read_changes(path: Path, most: int) -> list[Change]:
    """The first changes, at most so many, in the zip of an export that continues another one.

    Does not read on, so checks no more than these. Raises FileDamaged, also when the zip has no
    changes.csv.
    """
    with open_table(path, member=CHANGES) as table:
        if tuple(table.header) != CHANGE_COLUMNS:
            raise FileDamaged(Damage.NO_KNOWN_COLUMN, detail=f"Columns: {', '.join(table.header)}")
        return [_change(row) for row in islice(table, most)]


def _change(row: Sequence[str]) -> Change:
    try:
        return change_of(row)
    except (ValueError, TypeError):
        pass
    raise FileDamaged(Damage.NO_KNOWN_COLUMN, detail=f"A row that is no change: {row[:1]}")
