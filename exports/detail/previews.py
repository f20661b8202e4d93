"""A look at the first rows without downloading anything."""

from dataclasses import dataclass

from exports import storage
from exports.models import Export, Part
from exports.queries import files_of
from providers.errors import FileDamaged
from providers.openweb import files

ROWS = 20
FATES = ("edited", "deleted", "anonymous")  # columns of our own table of an article
READ_FIRST = ("written_at", "author_name", "content", "status", *FATES, "post_id")
NAMES = ("author_name", "author_id")
LONG = 140
WIDE = 40
LONGEST = 20_000  # of one cell; the file has the rest
COLUMNS = 60


@dataclass(frozen=True)
class Cell:
    """`shown` is cut; `rest` is what follows, empty when nothing was cut. `person` is the id of
    whoever wrote the row, where the cell names them."""

    shown: str
    rest: str
    person: str = ""

    @property
    def wants_room(self) -> bool:
        return len(self.shown) > WIDE


@dataclass(frozen=True)
class FirstRows:
    """The first rows of the first file that has any; what people read stands in front."""

    part: Part
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def first_rows(export: Export) -> FirstRows | None:
    """None when there is nothing to show, or the bytes are not there any more."""
    with_rows = files_of(export).filter(
        rows__gt=0, data_set=files.DataSet.COMMENTS, stored_file__removed_at__isnull=True
    )
    part = with_rows.first()
    if part is None or part.stored_file is None:
        return None
    try:
        preview = files.preview(
            storage.local_path(part.stored_file), ROWS, part.table, several_data_sets=True
        )
    except (OSError, FileDamaged):
        return None
    order = _reading_order(preview)
    rows = tuple(_cells(row, order, preview.columns) for row in preview.rows)
    return FirstRows(part, tuple(preview.header[column] for column in order), rows)


def _reading_order(preview: files.Preview) -> list[int]:
    where = {name: preview.header.index(name) for name in FATES if name in preview.header}
    where |= preview.columns
    first = [where[name] for name in READ_FIRST if name in where and "content" in where]
    rest = [column for column in range(len(preview.header)) if column not in first]
    return (first + rest)[:COLUMNS]


def _cells(row: list[str], order: list[int], columns: dict[str, int]) -> tuple[Cell, ...]:
    author = columns.get("author_id")
    person = row[author][:LONG] if author is not None else ""
    named = {columns[name] for name in NAMES if name in columns}
    return tuple(_cell(row[column], person if column in named else "") for column in order)


def _cell(text: str, person: str = "") -> Cell:
    return Cell(text[:LONG], text[LONG:LONGEST], person if text else "")
