"""onQ's own CSV of all conversations as one file: page by page, with one header."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from providers.errors import ProviderError, UnclearAnswer
from providers.onq.conversations import Conversations
from providers.onq.csv_page import CsvPage, Row, id_column
from providers.onq.paging import Position, following
from providers.onq.records import FIELDS
from providers.onq.refusals import may_be_the_end


@dataclass(frozen=True)
class Piece:
    """Bytes of the file, and how many conversations it holds with them. `refused`: there are none,
    because onQ refuses to go on, which may be its way to say that there is no more, or may not."""

    data: bytes
    rows: int
    refused: bool = False


def csv_stream(conversations: Conversations, start: Position | None = None) -> Iterator[Piece]:
    """The file in pieces, one a page: UTF-8, values as onQ sent them, each id once, CRLF.

    The header comes first, as a piece without rows: it is onQ's, or the document's field names in
    their order where onQ sends none. Not safe for spreadsheets: a value may begin a formula. Raises
    ProviderError, also midway; RequestRefused before any piece may be the size of `start`.
    """
    position: Position | None = start or Position()
    header: Row | None = None
    seen: set[str] = set()
    while position:
        try:
            page = conversations.csv_page(position.page, position.size)
        except ProviderError as error:
            if not may_be_the_end(error, position.calls):
                raise
            yield Piece(b"", len(seen), refused=True)
            return
        if header is None:
            header = page.header
            yield Piece(_encoded([header or FIELDS]), 0)
        elif page.header not in ((), header):
            raise UnclearAnswer(service="onQ", detail="The CSV's columns change between pages.")
        found = _by_id(page, id_column(header))
        new = {key: row for key, row in found.items() if key not in seen}
        seen.update(new)
        yield Piece(_encoded(new.values()), len(seen))
        position = following(position, len(page.rows), len(found) - len(new), len(new))


def _by_id(page: CsvPage, column: int) -> dict[str, Row]:
    """Each row by its id, or by all of it where it has none."""
    return {"".join(row[column : column + 1]) or ",".join(row): row for row in page.rows}


def _encoded(rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
