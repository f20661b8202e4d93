"""Conversations as lines of a file: the documented fields in the document's order, then the
tenant's name, and since when a conversation is gone. Pure."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from credentials.models import Tenant
from exports.merging.flavours import FLAVOURS, UTC, Flavour, Times
from exports.merging.moments import shown_in
from exports.merging.writing import begun, in_zone, written
from providers.onq.records import FIELDS

STORED = ("onq_id", *FIELDS[1:], "gone_at")  # as our rows call them
HEADER = (*FIELDS, "tenant", "gone_at")
MOMENTS = [name for name in HEADER if name.endswith(("_on", "_at"))]

Values = Sequence[Any]  # one conversation's, in the order of STORED


class Format(ABC):
    """How a file is written; `ending` is that of its name."""

    ending: str
    content_type: str

    @abstractmethod
    def head(self, tenant: Tenant) -> bytes:
        """What the file begins with."""

    @abstractmethod
    def lines(self, tenant: Tenant, rows: Iterable[Values]) -> bytes:
        """These conversations of the tenant."""


@dataclass(frozen=True)
class Csv(Format):
    """One flavour of CSV; where times are not local, they are in UTC as ISO 8601 has it."""

    ending: str
    flavour: Flavour
    content_type = "text/csv; charset=utf-8"

    def head(self, tenant: Tenant) -> bytes:
        zone = self._zone(tenant)
        names = [in_zone(name, zone) if zone and name in MOMENTS else name for name in HEADER]
        return begun(names, self.flavour).encode()

    def lines(self, tenant: Tenant, rows: Iterable[Values]) -> bytes:
        zone = self._zone(tenant)
        place = ZoneInfo(zone) if zone else None
        table = ([_cell(value, place) for value in _complete(row, tenant)] for row in rows)
        return written(table, self.flavour).encode()

    def _zone(self, tenant: Tenant) -> str:
        return {Times.SITE: tenant.zone, Times.UTC: UTC, Times.RECEIVED: ""}[self.flavour.times]


@dataclass(frozen=True)
class JsonLines(Format):
    """One object a line. What onQ did not send, or nobody can read, is null or an empty text."""

    ending: str
    content_type = "application/x-ndjson"

    def head(self, tenant: Tenant) -> bytes:
        return b""

    def lines(self, tenant: Tenant, rows: Iterable[Values]) -> bytes:
        documents = (dict(zip(HEADER, _complete(row, tenant), strict=True)) for row in rows)
        return b"".join(_ENCODER.encode(document) + b"\n" for document in documents)


FORMATS: Mapping[str, Format] = {
    **{word: Csv(f"_{word}.csv", flavour) for word, flavour in FLAVOURS.items() if flavour.safe},
    "csv": Csv(".csv", FLAVOURS["received"]),
    "jsonl": JsonLines(".jsonl"),
}
_ENCODER = msgspec.json.Encoder()


def _complete(row: Values, tenant: Tenant) -> list[Any]:
    *told, gone_at = row
    return [*told, tenant.name, gone_at]


def _cell(value: Any, zone: ZoneInfo | None) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return shown_in(value, zone) if zone else str(msgspec.to_builtins(value))
    return str(value).lower() if isinstance(value, bool) else str(value)
