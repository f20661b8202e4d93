"""Bare calls to a sandbox: http.client and nothing of the product's own clients."""

import io
import json
import time
import zipfile
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPMessage
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from providers.sandbox.server import Running

DAY = {"since": "2024-03-01T00:00:0", "to": "2024-03-02T00:00:0"}


class Reply(NamedTuple):
    status: int
    headers: HTTPMessage
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


def call(
    url: str,
    method: str = "GET",
    document: object = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = 10,
) -> Reply:
    parts = urlsplit(url)
    body = document if isinstance(document, bytes | None) else json.dumps(document).encode()
    connection = HTTPConnection(parts.netloc, timeout=timeout)
    try:
        connection.request(method, f"{parts.path}?{parts.query}", body, dict(headers or {}))
        answer = connection.getresponse()
        return Reply(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


class Vendor:
    """A client's view of one spot."""

    def __init__(self, url: str, spot_id: str, token: str) -> None:
        self.url = url
        self.identity = {"spot_id": spot_id, "token": token}

    def request_export(self, **fields: object) -> Reply:
        document = {**self.identity, **(fields or DAY)}
        return call(f"{self.url}/v1/comments/export", "POST", document)

    def status(self, export_id: str, **identity: str) -> Reply:
        query = urlencode({**self.identity, **identity})
        return call(f"{self.url}/v1/comments/{export_id}/status?{query}")

    def article(self, **query: object) -> Reply:
        asked = urlencode({**self.identity, "post_id": "unknown", "etag": 0, **query})
        return call(f"{self.url}/v1/spot-conversation-events/text-only?{asked}")

    def feed(self, post_id: str, **query: object) -> Any:
        """The answer about an article as JSON."""
        return self.article(post_id=post_id, **query).json()

    def activity(self, **fields: object) -> Reply:
        headers = {
            "x-spot-id": self.identity["spot_id"],
            "apikey": self.identity["token"],
            "Content-Type": "application/json",
        }
        return call(f"{self.url}/v1/user/activity", "POST", fields, headers)

    def wrote(self, user_id: str, **fields: object) -> Any:
        """The answer about a person as JSON."""
        return self.activity(profile_user_id=user_id, **fields).json()

    def keep(self, post_id: str, events: int) -> None:
        """An article with so many events."""
        document = {"post_id": post_id, "events": events}
        assert self.control("POST", "articles", document).status == 200

    def append(self, post_id: str, *events: Mapping[str, object]) -> Any:
        """Let something happen to an article; what happened."""
        reply = self.control("POST", "articles/events", {"post_id": post_id, "events": events})
        assert reply.status == 200, reply.body
        return reply.json()

    def truth(self, **query: object) -> list[Any]:
        """A summary and the rows or messages."""
        lines = self.control("GET", f"truth?{urlencode(query)}").body.splitlines()
        return [json.loads(line) for line in lines]

    def done(self, export_id: str = "", **fields: object) -> dict[str, Any]:
        """The status answer of an export (a new one unless told) once it is Done."""
        export_id = export_id or self.request_export(**fields).json()["export_id"]
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            document: dict[str, Any] = self.status(export_id).json()
            if document["status"] == "Done":
                return document
            time.sleep(0.01)
        raise AssertionError("still Processing")

    def link(self) -> str:
        """A fresh link to the first file of a day's export."""
        return str(self.done()["export_urls"][0])

    def control(self, method: str, action: str, document: object = None) -> Reply:
        return call(f"{self.url}/_sandbox/{action}", method, document)


def vendor_of(sandbox: Running) -> Vendor:
    return Vendor(sandbox.url, sandbox.spot_id, sandbox.token)


def unzipped(data: bytes) -> bytes:
    """The one CSV inside."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = archive.namelist()
        return archive.read(name)
