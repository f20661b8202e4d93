"""What lies behind an export's links: read, and shown in part."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from providers.openweb.containers import csv_member, csv_name
from providers.openweb.data_sets import DataSet, data_set_in
from providers.openweb.examining import FileReport, examine
from providers.openweb.limits import DEFAULT_LIMITS, Limits
from providers.openweb.rows import ALIASES, open_table
from providers.openweb.seen import SeenIds
from providers.times import parse_time

__all__ = [
    "DataSet",
    "FileReport",
    "Limits",
    "Preview",
    "Record",
    "SeenIds",
    "csv_member",
    "csv_name",
    "examine",
    "has_texts",
    "parse_time",
    "preview",
    "records",
]


@dataclass(frozen=True, slots=True)
class Record:
    """One row; missing columns are empty. `values` are all columns, in the order of `header`;
    a row with more values than the header has keeps them at its end."""

    header: list[str] = field(repr=False)
    values: list[str]
    id: str
    content: str
    written_at: str
    spot_id: str
    post_id: str
    author_id: str
    author_name: str
    status: str

    def __getitem__(self, name: str) -> str:
        """A column by its name in the file."""
        return self.values[self.header.index(name)]


def records(
    path: Path, limits: Limits = DEFAULT_LIMITS, *, several_data_sets: bool = False
) -> Iterator[Record]:
    """All rows of the file; raises FileDamaged, possibly only at its end."""
    with open_table(path, limits, several_data_sets=several_data_sets) as table:
        where = {name: table.columns.get(name) for name in ALIASES}
        for row in table:
            known = {name: row[at] if at is not None else "" for name, at in where.items()}
            yield Record(table.header, row, **known)


@dataclass(frozen=True)
class Preview:
    """The first rows, as they came: foreign text. `columns` says where the known ones stand."""

    header: list[str]
    rows: list[list[str]]
    columns: dict[str, int]
    data_set: DataSet = DataSet.COMMENTS


def preview(
    path: Path, rows: int = 20, member: str | None = None, *, several_data_sets: bool = False
) -> Preview:
    """The header and the first rows of the file, or of `member` in a zip; raises FileDamaged.
    Does not read on, so checks nothing. With `several_data_sets` it need not be of comments."""
    with open_table(path, member=member, several_data_sets=several_data_sets) as table:
        return Preview(table.header, list(islice(table, rows)), table.columns, data_set_in(table))


def has_texts(path: Path, member: str | None = None) -> bool:
    """Whether the file, or `member` of a zip, has a column of comments' texts; raises FileDamaged.
    Reads no further than its header."""
    return "content" in preview(path, 0, member, several_data_sets=True).columns
