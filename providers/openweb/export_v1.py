"""Export v1 by date range: ask for an export, ask how far it is.

Follows OpenWeb's "Export OpenWeb comments": POST /v1/comments/export, then
GET /v1/comments/{EXPORT_ID}/status. The document names no longest range, no time zone, no status
but Processing and Done, and no error answers; what it leaves open is read tolerantly here.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from providers.errors import UnclearAnswer
from providers.http import decode
from providers.openweb.spot_client import SpotClient

# The id becomes a part of an address: one opaque word, no dots alone, nothing a path could mean.
_EXPORT_ID = re.compile(r"(?!\.+$)[A-Za-z0-9._~:=+@-]{1,200}")
_WORD_LENGTH = 60


def sent_value(moment: datetime) -> str:
    """How a time of the vendor's zone, without a zone itself, is sent: `2018-12-01T00:00:00`.

    The document shows one digit of seconds (`T00:00:0`) but calls it ISO 8601; two are sent.
    """
    if moment.tzinfo is not None:
        raise ValueError("OpenWeb takes times without a zone; convert to its zone first.")
    return moment.isoformat(timespec="seconds")


@dataclass(frozen=True)
class ExportStatus:
    """How far an export is. `links` are signed: secrets, to be used at once and never stored."""

    word: str
    done: bool
    links: tuple[str, ...] = field(repr=False)
    count: int | None


class ExportV1(SpotClient):
    """The date-range export of one spot. All calls raise ProviderError."""

    def request(self, since: datetime, to: datetime) -> str:
        """Have the comments between two times built; returns OpenWeb's id of the export.

        Times are naive, in OpenWeb's zone. Each call builds one more export at OpenWeb.
        """
        body = {
            "spot_id": self.spot_id,
            "token": self._token,
            "since": sent_value(since),
            "to": sent_value(to),
        }
        answer = self._http.call("POST", "/v1/comments/export", json=body)
        export_id = str(decode(answer, _Requested).export_id)
        if not _EXPORT_ID.fullmatch(export_id):
            raise UnclearAnswer(detail=f"This is no usable export id: {export_id!r}")
        return export_id

    def status(self, export_id: str) -> ExportStatus:
        """How far the export is, with fresh links once it is done."""
        answer = self._http.call(
            "GET",
            f"/v1/comments/{quote(export_id, safe='')}/status",
            params={"token": self._token, "spot_id": self.spot_id},
        )
        found = decode(answer, _Status)
        word = "".join(char for char in found.status if char.isprintable()).strip()[:_WORD_LENGTH]
        return ExportStatus(
            word=word,
            done=word.casefold() == "done",
            links=tuple(_checked(link) for link in dict.fromkeys(_links(found.export_urls))),
            count=_count(found.count),
        )


class _Requested(msgspec.Struct):
    export_id: str | int


class _Status(msgspec.Struct):
    status: str
    export_urls: Any = None
    count: Any = None


def _links(value: object) -> list[str]:
    """The document shows a list and calls it a string, so both; also a string holding a list."""
    if value is None:
        return []
    if isinstance(value, str):
        if not value.strip().startswith("["):
            return [value.strip()] if value.strip() else []
        try:
            value = msgspec.json.decode(value)
        except (msgspec.MsgspecError, RecursionError):
            value = None
    if isinstance(value, list) and all(isinstance(link, str) for link in value):
        return [link.strip() for link in value]
    raise UnclearAnswer(detail=f"export_urls is neither a list of links nor a link: {value!r}")


def _checked(link: str) -> str:
    try:
        parts = urlsplit(link)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable or any(char.isspace() for char in link):
        raise UnclearAnswer(detail=f"export_urls holds something that is no link: {link!r}")
    return link


def _count(value: object) -> int | None:
    """A number or a numeric string; anything else counts as not announced."""
    text = str(value).strip()
    return int(float(text)) if re.fullmatch(r"[0-9]{1,15}(\.0*)?", text) else None
