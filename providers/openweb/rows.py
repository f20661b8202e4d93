"""CSV rows as they came: columns by header name, nothing dropped silently, bounded memory."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import IO

from providers.errors import Damage, FileDamaged
from providers.openweb.containers import Member, open_member
from providers.openweb.limits import DEFAULT_LIMITS, Limits

BLOCK = 1024 * 1024
_REPLACEMENT = "\ufffd".encode()

# The v1 CSV's header is not documented. First the names of v2 and v4, then of the JSON feeds and
# of OpenWeb's own import format; the first one present is taken.
ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "message_id", "comment_id", "messageid"),
    "content": ("content", "text", "message", "message_text", "body", "comment"),
    "written_at": ("written_at", "created_at", "time", "timestamp", "date", "published_at"),
    "spot_id": ("spot_id", "spotid", "spot"),
    "post_id": ("post_id", "postid", "article_id"),
    "author_id": ("user_id", "author_id", "userid"),
    "author_name": ("user_name", "display_name", "nick_name", "username", "author_name", "author"),
    "status": ("message_status", "status", "moderation_status"),
}


_DELIMITERS = ",;\t"


def names_in(header: Sequence[str]) -> list[str]:
    """The columns' names in one spelling: `Message-ID` and ` message id` are `message_id`."""
    return ["_".join(name.strip().lower().replace("-", " ").split()) for name in header]


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Where the known columns stand, by our names."""
    names = names_in(header)
    return {
        ours: names.index(found)
        for ours, aliases in ALIASES.items()
        if (found := next((alias for alias in aliases if alias in names), None))
    }


def _delimiter_of(line: str) -> str:
    """A comma, as documented; where the header has none, what it has instead."""
    return next((found for found in _DELIMITERS if found in line), ",")


@dataclass
class Table:
    """An open CSV. Iterating gives each row's values, at least as many as the header has;
    the counts are final after the last row.

    It has to be of comments, and so to have ids or texts, unless there are `several_data_sets`.
    """

    member: Member
    limits: Limits
    several_data_sets: bool = False
    header: list[str] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    invalid_bytes: int = 0
    ragged_rows: int = 0

    _unended: int = field(default=0, init=False)  # bytes read since the last row ended

    def __post_init__(self) -> None:
        csv.field_size_limit(self.limits.max_row_bytes)  # of the whole process; 128 KiB before
        lines = self._lines()
        first = next((line for line in lines if line.strip("\r\n")), "")
        self._rows = csv.reader(chain([first], lines), delimiter=_delimiter_of(first))
        self.header = next(self._filled(), [])
        if not self.header and not self._is_whole_and_empty():
            raise FileDamaged(Damage.NO_HEADER)
        self.columns = columns_of(self.header)
        if self.header and not (self.several_data_sets or self.columns.keys() & {"id", "content"}):
            names = ", ".join(names_in(self.header))
            raise FileDamaged(Damage.NO_KNOWN_COLUMN, detail=f"Columns: {names}")

    def _is_whole_and_empty(self) -> bool:
        """A container's checksum proves that nothing was lost: then nothing is what was sent."""
        return self.member.kind != "csv" and not self.member.bytes_unpacked

    def __iter__(self) -> Iterator[list[str]]:
        width = len(self.header)
        for row in self._filled():
            self._unended = 0
            if len(row) != width:
                self.ragged_rows += 1
                row.extend([""] * (width - len(row)))
            yield row

    def _filled(self) -> Iterator[list[str]]:
        try:
            yield from filter(None, self._rows)
        except csv.Error as error:
            detail = str(error)
        else:
            return
        raise FileDamaged(Damage.ENDLESS_ROW, detail=detail)

    def _lines(self) -> Iterator[str]:
        for block in _blocks(self.member.stream, self.limits.max_row_bytes):
            self._note_unended(len(block))
            # csv wants lines with the ends they have; only StringIO splits as csv understands.
            yield from io.StringIO(self._decoded(block), newline="")

    def _note_unended(self, size: int) -> None:
        """csv bounds a value alone: a row of quoted line ends without number would fill memory."""
        if self._unended > self.limits.max_row_bytes:
            raise FileDamaged(Damage.ENDLESS_ROW, detail=f"No end within {self._unended} bytes")
        self._unended += size

    def _decoded(self, block: bytes) -> str:
        try:
            return block.decode("utf-8")
        except UnicodeDecodeError:
            text = block.decode("utf-8", "replace")
        self.invalid_bytes += text.count("\ufffd") - block.count(_REPLACEMENT)
        return text


def _blocks(stream: IO[bytes], longest_line: int) -> Iterator[bytes]:
    """The stream in blocks that end with a line; a line may not be longer than allowed."""
    rest = stream.read(BLOCK).removeprefix(b"\xef\xbb\xbf")
    while block := stream.read(BLOCK):
        head, newline, tail = block.rpartition(b"\n")
        if newline:
            yield rest + head + newline
            rest = tail
        elif len(rest) > longest_line:
            raise FileDamaged(Damage.ENDLESS_ROW, detail=f"A line of more than {len(rest)} bytes")
        else:
            rest += block
    yield rest


@contextmanager
def open_table(
    path: Path,
    limits: Limits = DEFAULT_LIMITS,
    member: str | None = None,
    *,
    several_data_sets: bool = False,
) -> Iterator[Table]:
    """Open the CSV in the file, or `member` of a zip; raises FileDamaged, also while read."""
    with open_member(path, limits, member) as opened:
        yield Table(opened, limits, several_data_sets)
