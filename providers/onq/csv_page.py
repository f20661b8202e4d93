"""One page of onQ's own CSV. Documented is only that it is comma delimited, so the header, the byte
order mark, quotes and line ends may be there or not."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from providers.answers import Answer, spoken_reason
from providers.errors import UnclearAnswer
from providers.onq.records import FIELDS

Row = tuple[str, ...]


@dataclass(frozen=True)
class CsvPage:
    """`header` is empty when the answer had none; `rows` are as they came."""

    header: Row
    rows: tuple[Row, ...]


def read_csv_page(answer: Answer) -> CsvPage:
    """The answer's rows; raises UnclearAnswer for what is no CSV."""
    if answer.body.lstrip()[:1] in {b"[", b"{", b"<"}:
        raise _unclear(answer, "This is no CSV.")
    text = answer.body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    try:
        rows = [tuple(row) for row in csv.reader(io.StringIO(text, newline="")) if row]
    except csv.Error as error:
        reason = str(error)
    else:
        has_header = bool(rows) and is_header(rows[0])
        return CsvPage(rows[0] if has_header else (), tuple(rows[has_header:]))
    raise _unclear(answer, reason)


def is_header(row: Sequence[str]) -> bool:
    """Whether these are names: one is `id`, and at least half are documented."""
    names = ["_".join(name.strip().lower().split()) for name in row]
    return "id" in names and 2 * len(set(names) & set(FIELDS)) >= len(names)


def id_column(header: Sequence[str]) -> int:
    """Where the ids stand, in onQ's own header or in the document's order."""
    return [name.strip().lower() for name in header or FIELDS].index("id")


def _unclear(answer: Answer, reason: str) -> UnclearAnswer:
    return UnclearAnswer(
        service=answer.service,
        status=answer.status,
        detail=f"{reason} It begins: {spoken_reason(answer.body)}",
    )
