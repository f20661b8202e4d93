"""What v2 and v4 have in common: OpenWeb's exporter host and its four calls.

Follows OpenWeb's "Export Comments v2" and "v4": a request is answered with a `status_link` (older
text: `status-link`), the status with `links` once they are there and with `Processing` before.
`abort` and `list` stand in OpenWeb's reference. Not documented: other words for the state, what an
export without comments looks like, error answers, and the body of `list`.
"""

import re
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import msgspec

from providers.answers import Answer, decode
from providers.errors import NotEnabled, ProviderError, UnclearAnswer
from providers.openweb.generations import answers
from providers.openweb.generations.generation import Exporter, ExportStatus
from providers.openweb.user_activity_refusals import ABOUT_ENABLING

_DONE = "done"  # our word for links that come without one
_PROCESSING = "processing"
_FINISHED = frozenset({_DONE, "complete", "completed", "finished", "ready", "success"})
_OVER_OR_UNKNOWN = frozenset({400, 404})
_LIKE_ID = re.compile(r"(?i)((export|request)[_-]?)?id")  # the document shows `id`
_JUDGED = frozenset({400, 403, 404})  # 401 is about the token alone: another one may be had


class HostedExporter(Exporter):
    """A generation's calls below `path`."""

    path: ClassVar[str]

    @abstractmethod
    def _headers(self) -> dict[str, str | bytes]:
        """What opens the calls; raises KeyRefused for a token that fits in no header."""

    def _start(self, body: Mapping[str, str | int]) -> str:
        answer = self._call("POST", self.path, json=body)
        return _requested_id(decode(answer, dict[str, Any]), self.path)

    def status(self, export_id: str) -> ExportStatus:
        answer = self._call("GET", f"{self.path}/status", params={"id": export_id})
        return _understood(decode(answer, _Status))

    def abort(self, export_id: str) -> None:
        """An export that is over, or that OpenWeb does not know (any more), is no failure."""
        try:
            self._call("GET", f"{self.path}/abort", params={"id": export_id})
        except ProviderError as error:
            if error.status not in _OVER_OR_UNKNOWN:
                raise

    def list_one(self) -> None:
        """Have a finished export listed, which builds nothing: tells whether the token opens it."""
        answer = self._call("GET", f"{self.path}/list", params={"limit": 1, "offset": 0})
        if answer.body.strip():
            decode(answer, Any)

    def _call(self, method: str, path: str, **parts: Any) -> Answer:
        try:
            return self._http.call(method, path, headers=self._headers(), **parts)
        except ProviderError as error:
            failure = _told_apart(error)
        raise failure


def _told_apart(error: ProviderError) -> ProviderError:
    """A refusal that speaks of enabling is not about the key."""
    if error.status in _JUDGED and ABOUT_ENABLING.search(error.detail):
        return NotEnabled(detail=error.detail, status=error.status, said_at=error.said_at)
    return error


def _requested_id(answer: Mapping[str, Any], path: str) -> str:
    """The id that the status link holds. The link itself is neither followed nor kept or quoted."""
    for name in ("status_link", "status-link"):
        if isinstance(answer.get(name), str) and (found := _id_in(answer[name], path)):
            return answers.export_id(found)
    for name in ("export_id", "id"):
        if isinstance(answer.get(name), str | int):
            return answers.export_id(answer[name])
    raise UnclearAnswer(detail=f"No export id in {', '.join(answer)}")


def _id_in(link: str, path: str) -> str:
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return ""
    # A plus is itself here: an id has no spaces, and Base64 has pluses.
    for name, found in parse_qs(parts.query.replace("+", "%2B")).items():
        if _LIKE_ID.fullmatch(name):
            return found[0]
    last = parts.path.rstrip("/").rpartition("/")[2]
    return "" if last in {"status", *path.split("/")} else last


class _Status(msgspec.Struct):
    links: Any = msgspec.UNSET
    status: Any = None


def _understood(found: _Status) -> ExportStatus:
    word = answers.word_of(found.status) if isinstance(found.status, str) else ""
    known = word.casefold()
    named = found.links is not msgspec.UNSET
    if not named and not word:
        raise UnclearAnswer(detail="The answer has neither links nor a status.")
    links = answers.links(found.links, "links") if named and known != _PROCESSING else ()
    if links or (named and known in _FINISHED):
        return ExportStatus(word or _DONE, True, links)
    ambiguous = not word or known in _FINISHED  # finished, and yet not a word on files
    return ExportStatus(answers.NO_FILES if ambiguous else word, False)
