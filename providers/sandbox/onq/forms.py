"""Conversations in each form that onQ's document may mean: JSON in an envelope or not, and CSV."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from providers.sandbox.answers import Answer
from providers.sandbox.onq.conversations import Conversation
from providers.sandbox.onq.documents import FIELDS, Document
from providers.sandbox.settings import Settings

# More than a large tenant has: being asked once more for its whole list costs next to nothing.
MOST_KEPT = 1 << 17
SECONDS_END = len("2024-03-01T09:00:00")


def as_document(
    found: Sequence[Conversation], pages_before: int, size: int, total: int, settings: Settings
) -> Answer:
    dates, values = settings.onq_dates, settings.onq_values
    rows = ", ".join([_encoded(one, dates, values) for one in found])
    body = f"[{rows}]"
    if settings.onq_envelope != "list":
        paging: dict[str, object] = {"total": total}
        if settings.onq_envelope == "content":  # as Spring names it
            paging = {"totalElements": total, "number": pages_before, "size": size, "sort": []}
        body = f'{json.dumps(paging)[:-1]}, "{settings.onq_envelope}": {body}}}'
    return Answer(200, body.encode(), {"Content-Type": "application/json"})


@lru_cache(MOST_KEPT)
def _encoded(one: Conversation, dates: str, values: str) -> str:
    return json.dumps(_sent(one.document(), dates, values))


def as_csv(found: Sequence[Conversation], settings: Settings) -> Answer:
    all_quoted = settings.onq_csv_quoting == "all"
    ending = "\r\n" if settings.onq_csv_lines == "crlf" else "\n"
    text = io.StringIO("\ufeff" if settings.onq_csv_bom else "", newline="")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(
        text, quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL, lineterminator=ending
    )
    if settings.onq_csv_header:
        writer.writerow(FIELDS)
    for one in found:
        values = sent(one, settings).values()
        writer.writerow([str(v).lower() if isinstance(v, bool) else v for v in values])
    return Answer(200, text.getvalue().encode(), {"Content-Type": "text/csv; charset=utf-8"})


def sent(one: Conversation, settings: Settings) -> Document:
    """Its document with dates and other values in the form that is set."""
    return _sent(one.document(), settings.onq_dates, settings.onq_values)


def _sent(document: Document, dates: str, values: str) -> Document:
    return {name: _value(value, dates, values) for name, value in document.items()}


def _value(value: Any, dates: str, values: str) -> Any:
    if isinstance(value, datetime):
        return _date(value, dates)
    if values == "text" and isinstance(value, bool | int):
        return str(value).lower()
    return value


def _date(moment: datetime, form: str) -> str | int:
    if form in ("iso", "java"):
        ending = "Z" if form == "iso" else ".000+0000"
        return moment.isoformat()[:SECONDS_END] + ending
    seconds = int(moment.timestamp())
    return seconds if form == "seconds" else seconds * 1000
