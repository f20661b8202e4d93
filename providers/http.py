"""The one door to the vendors' APIs: timeouts, a deadline, no redirects, no secrets in a trace."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import requests

from providers.errors import RequestRefused, UnclearAnswer, error_for, retry_after_seconds
from providers.network import NETWORK_ERRORS, Network, open_session, unreachable
from providers.redaction import redact

__all__ = ["Answer", "Http", "Network", "decode", "spoken_reason"]

BODY_LIMIT = 16 * 1024 * 1024
_READ = 64 * 1024
_SPOKEN_LENGTH = 64 * 1024  # how much of an error page is searched for the vendor's own words

T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """A 2xx answer, its body whole."""

    status: int
    body: bytes = field(repr=False)
    service: str = "OpenWeb"


class Http:
    """One vendor host: `scheme://host[:port][/prefix]`, to which documented paths are appended."""

    def __init__(self, base_url: str, network: Network, service: str = "OpenWeb") -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
            raise ValueError("The address must look like https://host or https://host/prefix.")
        self.base_url = base_url.rstrip("/")
        self.service = service
        self.network = network
        self._session = open_session(network)

    def __repr__(self) -> str:
        return f"<Http {redact(self.base_url)}>"

    def close(self) -> None:
        self._session.close()

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        json: object | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send one request and read its whole answer before the deadline; raises ProviderError."""
        deadline = time.monotonic() + self.network.deadline
        try:
            response = self._session.request(
                method,
                self.base_url + path,
                params=params,
                json=json,
                headers=headers,
                timeout=(self.network.connect_timeout, self.network.read_timeout),
                allow_redirects=False,
                stream=True,
            )
            with response:
                body = read_body(response, deadline)
        except NETWORK_ERRORS as error:
            failure = unreachable(error, self.service)
        else:
            return self._judged(response, body)
        # Raised outside the handler: the original error quotes the URL, token included.
        raise failure

    def _judged(self, response: requests.Response, body: bytes) -> Answer:
        if len(body) > BODY_LIMIT:
            raise UnclearAnswer(service=self.service, detail="The answer is too large.")
        if response.status_code // 100 == 2:
            return Answer(response.status_code, body, self.service)
        raise error_for(response.status_code)(
            service=self.service,
            status=response.status_code,
            detail=f"HTTP {response.status_code}: {spoken_reason(body)}",
            retry_after=retry_after_seconds(response.headers.get("Retry-After")),
        )


def read_body(response: requests.Response, deadline: float) -> bytes:
    """The decoded body, at most one byte-block over BODY_LIMIT; TimeoutError past the deadline."""
    body = bytearray()
    # read1 returns what is there: a body that drips cannot hold a whole block past the deadline.
    while block := response.raw.read1(_READ, decode_content=True):
        body += block
        if len(body) > BODY_LIMIT:
            break
        if time.monotonic() > deadline:
            raise TimeoutError("The answer did not end in time.")
    return bytes(body)


def decode(answer: Answer, type: type[T]) -> T:  # noqa: A002 - msgspec's own word
    """The answer's JSON as this type.

    Raises UnclearAnswer for anything else, and RequestRefused for `"success": false`, which the
    vendor sends with HTTP 200 (seen in its own WordPress plugin).
    """
    body = answer.body.removeprefix(b"\xef\xbb\xbf").strip()
    try:
        if body.startswith(b"{") and _is_failure(msgspec.json.decode(body, type=_Outcome)):
            raise RequestRefused(
                service=answer.service, status=answer.status, detail=spoken_reason(body)
            )
        return msgspec.json.decode(body, type=type)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        reason = str(error)
    detail = f"{reason}. It begins: {spoken_reason(body)}"
    raise UnclearAnswer(service=answer.service, status=answer.status, detail=detail)


class _Outcome(msgspec.Struct):
    success: Any = None


def _is_failure(outcome: _Outcome) -> bool:
    return outcome.success is False or str(outcome.success).casefold() == "false"


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
