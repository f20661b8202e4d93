"""What a vendor's answer says: typed JSON, a failure behind HTTP 200, or words for a person."""

import re
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import msgspec

from providers.errors import RequestRefused, UnclearAnswer
from providers.redaction import redact

_SPOKEN_LENGTH = 64 * 1024  # how much of an error page is searched for the vendor's own words

_ESCAPES = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)"
)

T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """A 2xx answer, its body whole."""

    status: int
    body: bytes = field(repr=False)
    service: str = "OpenWeb"


def decode(answer: Answer, type: type[T]) -> T:  # noqa: A002 - msgspec's own word
    """The answer's JSON as this type.

    Raises UnclearAnswer for anything else, and RequestRefused for `"success": false`, which the
    vendor sends with HTTP 200 (seen in its own WordPress plugin).
    """
    body = answer.body.removeprefix(b"\xef\xbb\xbf").strip()
    try:
        if body.startswith(b"{") and says_failure(msgspec.json.decode(body, type=_Outcome).success):
            raise RequestRefused(
                service=answer.service, status=answer.status, detail=spoken_reason(body)
            )
        return msgspec.json.decode(body, type=type)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        reason = str(error)
    detail = f"{reason}. It begins: {spoken_reason(body)}"
    raise UnclearAnswer(service=answer.service, status=answer.status, detail=detail)


def mended(answer: Answer) -> Answer:
    """The answer as UTF-8 that can be decoded.

    Clients that cut an emoji in half send half a surrogate pair, which is no Unicode: it becomes a
    replacement character, and so do bytes that are no UTF-8.
    """
    body = answer.body.decode("utf-8", "replace")
    if re.search(r"\\u[dD][89a-fA-F]", body):
        body = _ESCAPES.sub(lambda found: r"\ufffd" if found["half"] else found[0], body)
    return replace(answer, body=body.encode())


class _Outcome(msgspec.Struct):
    success: Any = None


def says_failure(success: object) -> bool:
    """Whether the answer's `success` is false, or the word for it."""
    return success is False or str(success).casefold() == "false"


_REASON_KEYS = ("message", "error_message", "error_description", "error", "errors", "reason")


def spoken_reason(body: bytes) -> str:
    """The vendor's own words from an error body, without markup, redacted."""
    text = body[:_SPOKEN_LENGTH].decode("utf-8", "replace")
    try:
        data = msgspec.json.decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        data = None
    if isinstance(data, dict):
        text = next((str(data[key]) for key in _REASON_KEYS if data.get(key)), text)
    elif text.lstrip().startswith("<"):
        text = re.sub(r"<[^>]{0,2000}>", " ", re.sub(r"(?is)<(style|script)\b.*?</\1>", " ", text))
    return redact(" ".join(text.split())[:_SPOKEN_LENGTH])
