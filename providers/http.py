"""The one door to the vendors' APIs: timeouts, a deadline, no redirects, no secrets in a trace."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests

from providers.answers import Answer, decode, spoken_reason
from providers.errors import (
    DownloadBroken,
    ProviderError,
    UnclearAnswer,
)
from providers.network import NETWORK_ERRORS, Network, open_session, unreachable
from providers.redaction import redact
from providers.statuses import error_for, http_date, retry_after_seconds

__all__ = ["Answer", "Http", "Network", "decode", "spoken_reason"]

BODY_LIMIT = 16 * 1024 * 1024
STREAM_LIMIT = 4 * 1024 * 1024 * 1024
STREAM_DEADLINE = 30 * 60.0  # seconds, the work done on the blocks included
_READ = 64 * 1024


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
        headers: Mapping[str, str | bytes] | None = None,
    ) -> Answer:
        """Send one request and read its whole answer before the deadline; raises ProviderError."""
        deadline = time.monotonic() + self.network.deadline
        patience = self.network.read_timeout
        with self._open(
            method, path, patience, params=params, json=json, headers=headers
        ) as response:
            return self._judged(response, self._whole(response, deadline))

    @contextmanager
    def stream(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str | bytes] | None = None,
        deadline: float = STREAM_DEADLINE,
    ) -> Iterator[Iterator[bytes]]:
        """Send one request and yield its body in decoded blocks as they come, of any size.

        Raises ProviderError, also while blocks are read: DownloadBroken when the body ends early
        or is not there after `deadline` seconds. The vendor may think for as long as
        `file_read_timeout` before the first block.
        """
        end = time.monotonic() + deadline
        patience = self.network.file_read_timeout
        with self._open(method, path, patience, params=params, headers=headers) as response:
            if response.status_code // 100 != 2:
                self._judged(response, self._whole(response, end))
            yield self._blocks(response, end)

    def _open(self, method: str, path: str, patience: float, **parts: Any) -> requests.Response:
        try:
            return self._session.request(
                method,
                self.base_url + path,
                timeout=(self.network.connect_timeout, patience),
                allow_redirects=False,
                stream=True,
                **parts,
            )
        except NETWORK_ERRORS as error:
            failure = unreachable(error, self.service)
        # Raised outside the handler: the original error quotes the URL, token included.
        raise failure

    def _whole(self, response: requests.Response, deadline: float) -> bytes:
        try:
            return read_body(response, deadline)
        except NETWORK_ERRORS as error:
            failure = unreachable(error, self.service)
        raise failure

    def _blocks(self, response: requests.Response, deadline: float) -> Iterator[bytes]:
        done = 0
        try:
            while block := response.raw.read1(_READ, decode_content=True):
                done += len(block)
                if done > STREAM_LIMIT:
                    raise UnclearAnswer(service=self.service, detail="The answer is too large.")
                if time.monotonic() > deadline:
                    raise TimeoutError("The answer did not end in time.")
                yield block
        except NETWORK_ERRORS as error:
            failure = self._broken(done, unreachable(error).detail)
        else:
            return
        raise failure

    def _broken(self, done: int, reason: str) -> ProviderError:
        return DownloadBroken(
            f"The answer from {self.service} broke off before its end. Threadkeep asks again.",
            service=self.service,
            detail=f"After {done} bytes: {reason}",
        )

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
            said_at=http_date(response.headers.get("Date")),
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
