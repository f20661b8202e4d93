"""onQ's own CSV of all conversations as one file: page by page, with one header."""

import csv
import io
from collections.abc import Iterable, Iterator

from providers.errors import UnclearAnswer
from providers.onq.conversations import Conversations
from providers.onq.csv_page import CsvPage, Row, id_column
from providers.onq.paging import Position, following
from providers.onq.records import FIELDS


def csv_stream(conversations: Conversations, start: Position | None = None) -> Iterator[bytes]:
    """The file in pieces, one a page: UTF-8, values as onQ sent them, each id once, CRLF.

    The header is onQ's, or the document's field names in their order where onQ sends none. Not
    safe for spreadsheets: a value may begin a formula. Raises ProviderError, also midway.
    """
    position: Position | None = start or Position()
    header: Row | None = None
    seen: set[str] = set()
    while position:
        page = conversations.csv_page(position.page, position.size)
        if header is None:
            header = page.header
            yield _encoded([header or FIELDS])
        elif page.header not in ((), header):
            raise UnclearAnswer(service="onQ", detail="The CSV's columns change between pages.")
        found = _by_id(page, id_column(header))
        new = {key: row for key, row in found.items() if key not in seen}
        seen.update(new)
        yield _encoded(new.values())
        position = following(position, len(page.rows), len(found) - len(new), len(new))


def _by_id(page: CsvPage, column: int) -> dict[str, Row]:
    """Each row by its id, or by all of it where it has none."""
    return {"".join(row[column : column + 1]) or ",".join(row): row for row in page.rows}


def _encoded(rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
