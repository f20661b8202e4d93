"""Conversations in each form that onQ's document may mean: JSON in an envelope or not, and CSV."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from providers.sandbox.answers import Answer, as_json
from providers.sandbox.onq.documents import FIELDS, Document
from providers.sandbox.settings import Settings


def as_document(
    documents: Sequence[Document], pages_before: int, size: int, total: int, settings: Settings
) -> Answer:
    rows = [sent(document, settings) for document in documents]
    if settings.onq_envelope == "list":
        return as_json(rows)
    paging: dict[str, object] = {"total": total}
    if settings.onq_envelope == "content":  # as Spring names it
        paging = {"totalElements": total, "number": pages_before, "size": size, "sort": []}
    return as_json(paging | {settings.onq_envelope: rows})


def as_csv(documents: Sequence[Document], settings: Settings) -> Answer:
    all_quoted = settings.onq_csv_quoting == "all"
    ending = "\r\n" if settings.onq_csv_lines == "crlf" else "\n"
    text = io.StringIO("\ufeff" if settings.onq_csv_bom else "", newline="")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(
        text, quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL, lineterminator=ending
    )
    if settings.onq_csv_header:
        writer.writerow(FIELDS)
    for document in documents:
        values = sent(document, settings).values()
        writer.writerow([str(v).lower() if isinstance(v, bool) else v for v in values])
    return Answer(200, text.getvalue().encode(), {"Content-Type": "text/csv; charset=utf-8"})


def sent(document: Document, settings: Settings) -> Document:
    """With dates and other values in the form that is set."""
    return {name: _value(value, settings) for name, value in document.items()}


def _value(value: Any, settings: Settings) -> Any:
    if isinstance(value, datetime):
        return _date(value, settings.onq_dates)
    if settings.onq_values == "text" and isinstance(value, bool | int):
        return str(value).lower()
    return value


def _date(moment: datetime, form: str) -> str | int:
    if form in ("iso", "java"):
        ending = "Z" if form == "iso" else ".000+0000"
        return f"{moment:%Y-%m-%dT%H:%M:%S}{ending}"
    seconds = int(moment.timestamp())
    return seconds if form == "seconds" else seconds * 1000
