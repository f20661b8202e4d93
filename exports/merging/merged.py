"""One CSV with the rows of every stored part of an export, made while it is sent."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from exports import storage
from exports.kinds import kind_of
from exports.merging.flavours import UTC, Flavour, Times, zone_of
from exports.merging.folding import FirstRows
from exports.merging.moments import is_time, shown
from exports.merging.writing import Row, begun, in_zone, written
from exports.models import Export, Window
from exports.queries import kept_parts, windows_with_files
from providers.openweb.data_sets import DataSet
from providers.openweb.rows import Table, open_table

BATCH = 1_000

Column = tuple[str, int]  # the second of two columns with one name is another column


@dataclass(frozen=True)
class Source:
    """A stored file, or one member of it; its times without a zone are in `vendor_zone`."""

    path: Path
    vendor_zone: tzinfo
    member: str | None = None


def stream(export: Export, flavour: Flavour) -> Iterator[bytes]:
    """The CSV in pieces. Raises OSError or FileDamaged: at once, or of later rows on the way."""
    return merge_of(export, windows_with_files(export), flavour).pieces()


def merge_of(export: Export, windows: Sequence[Window], flavour: Flavour) -> "Merge":
    """What merges the export's comments, of windows that have their files at hand. Raises as
    `Merge` does."""
    sources = [
        Source(storage.local_path(file), ZoneInfo(part.window.vendor_zone), part.table)
        for part, file in kept_parts(windows)
        if part.data_set == DataSet.COMMENTS
    ]
    return Merge(sources, flavour, zone_of(windows), kind_of(export).story.holds_times)


@dataclass
class Merge:
    """All sources as one table: every column in the order of first appearance, every id once.

    The first row with an id is kept; `folded` counts the others, `rows` what was written. Both are
    final after the last piece. Making it reads the headers: raises OSError or FileDamaged.
    """

    sources: list[Source]
    flavour: Flavour
    zone: str = UTC
    holds_times: Callable[[str], bool] = is_time
    rows: int = 0
    folded: int = 0
    columns: list[Column] = field(init=False)

    def __post_init__(self) -> None:
        found: dict[Column, None] = {}
        for source in self.sources:
            with _opened(source) as table:
                found.update(dict.fromkeys(_columns(table)))
        self.columns = list(found)
        self._times = [at for at, (name, _) in enumerate(self.columns) if self.holds_times(name)]
        self._clock = self.zone if self.flavour.times is Times.SITE else UTC

    def pieces(self) -> Iterator[bytes]:
        if self.columns:
            yield begun(self._header(), self.flavour).encode()
        with FirstRows() as seen:
            for source in self.sources:
                with _opened(source) as table:
                    yield from self._rows_of(table, source.vendor_zone, seen)

    def _header(self) -> Row:
        names = [name for name, _ in self.columns]
        if self.flavour.times is not Times.RECEIVED:
            for at in self._times:
                names[at] = in_zone(names[at], self._clock)
        return names

    def _rows_of(self, table: Table, vendor_zone: tzinfo, seen: FirstRows) -> Iterator[bytes]:
        rows, id_at = iter(table), table.columns.get("id")
        while batch := list(islice(rows, BATCH)):
            firsts = seen.first(["" if id_at is None else row[id_at] for row in batch])
            kept = [row for row, first in zip(batch, firsts, strict=True) if first]
            self.rows += len(kept)
            self.folded += len(batch) - len(kept)
            arranged = self._arranged(kept, _columns(table))
            self._show_times(arranged, vendor_zone)
            yield written(arranged, self.flavour).encode()

    def _arranged(self, rows: list[Row], columns: list[Column]) -> list[Row]:
        """Each value under its column; values beyond a file's header stand behind all columns."""
        if columns == self.columns:
            return rows
        width = len(columns)
        where = [columns.index(one) if one in columns else None for one in self.columns]
        return [["" if at is None else row[at] for at in where] + row[width:] for row in rows]

    def _show_times(self, rows: list[Row], vendor_zone: tzinfo) -> None:
        if self.flavour.times is Times.RECEIVED:
            return
        zone = ZoneInfo(self._clock)
        for row in rows:
            for at in self._times:
                row[at] = shown(row[at], vendor_zone, zone)


def _opened(source: Source) -> AbstractContextManager[Table]:
    """Its data set was told when it came, so any header will do."""
    return open_table(source.path, member=source.member, several_data_sets=True)


def _columns(table: Table) -> list[Column]:
    met: Counter[str] = Counter()
    columns = []
    for name in table.header:
        columns.append((name, met[name]))
        met[name] += 1
    return columns
