"""Export v1: ask for a range of days, ask how far it is.

Follows OpenWeb's "Export OpenWeb comments": POST /v1/comments/export, then
GET /v1/comments/{EXPORT_ID}/status. The document names no longest range, no time zone, no status
but Processing and Done, and no error answers; what it leaves open is read tolerantly here.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import msgspec

from providers.http import decode
from providers.openweb.generations import answers
from providers.openweb.generations.generation import Asked, Exporter, ExportStatus


def sent(asked: Asked) -> Mapping[str, str | int]:
    """Both ends without a zone, as local times of OpenWeb's: `2018-12-01T00:00:00`.

    The document shows one digit of seconds (`T00:00:0`) but calls it ISO 8601; two are sent.
    """
    since, to = asked.zoneless_ends()
    return {"spot_id": asked.spot_id, "since": since, "to": to}


class ExporterV1(Exporter):
    def request(self, asked: Asked) -> str:
        body = {**sent(asked), "token": self._token}
        answer = self._http.call("POST", "/v1/comments/export", json=body)
        return answers.export_id(decode(answer, _Requested).export_id, in_path=True)

    def status(self, export_id: str) -> ExportStatus:
        answer = self._http.call(
            "GET",
            f"/v1/comments/{quote(export_id, safe='')}/status",
            params={"token": self._token, "spot_id": self.spot_id},
        )
        found = decode(answer, _Status)
        word = answers.word_of(found.status)
        return ExportStatus(
            word=word,
            done=word.casefold() == "done",
            links=answers.links(found.export_urls, "export_urls"),
            count=answers.count(found.count),
        )


class _Requested(msgspec.Struct):
    export_id: str | int


class _Status(msgspec.Struct):
    status: str
    export_urls: Any = None
    count: Any = None
