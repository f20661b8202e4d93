"""The documented calls of the second and the fourth generation, with plain requests."""

import csv
import io
import time
from collections.abc import Mapping
from typing import Any

import requests

from providers.sandbox.server import Running
from tests.sandbox.calls import unzipped

DAY = {"since": "2024-03-01T00:00:00", "to": "2024-03-02T00:00:00"}
DAY_UTC = {"from": "2024-03-01T00:00:00Z", "until": "2024-03-02T00:00:00Z"}


def get(url: str, headers: Mapping[str, str] | None = None) -> requests.Response:
    return requests.get(url, headers=headers, timeout=10)


class Client:
    """Asks for exports under one path, with the headers that open it."""

    def __init__(self, url: str, headers: Mapping[str, str], day: Mapping[str, str]) -> None:
        self.url, self.headers, self.day = url, dict(headers), day

    def request(self, **fields: object) -> requests.Response:
        document = fields or self.day
        return requests.post(self.url, json=document, headers=self.headers, timeout=10)

    def begin(self, **fields: object) -> str:
        """The status URL of a new export."""
        reply = self.request(**fields)
        assert reply.status_code == 200, reply.text
        (link,) = reply.json().values()
        return str(link)

    def get(self, url: str) -> requests.Response:
        return get(url, self.headers)

    def side(self, action: str, link: str = "") -> requests.Response:
        """`list`, or `abort` of the export with this status URL."""
        return self.get(f"{self.url}/{action}?{link.partition('?')[2]}")

    def ready(self, link: str) -> dict[str, Any]:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            document: dict[str, Any] = self.get(link).json()
            if document.get("status") != "Processing":
                return document
            time.sleep(0.01)
        raise AssertionError("still Processing")

    def files(self, **fields: object) -> list[str]:
        """The CSV texts of a new export."""
        links = self.ready(self.begin(**fields))["links"]
        return [unzipped(get(link).content).decode() for link in links]


def v2_of(sandbox: Running, token: str = "") -> Client:
    url = f"{sandbox.url}/v2/export/comments"
    return Client(url, {"apikey": token or sandbox.token}, DAY)


def auth(sandbox: Running, spot_id: str = "", key: str = "") -> requests.Response:
    document = {"spot_id": spot_id or sandbox.spot_id, "apikey": key or sandbox.v4_key}
    return requests.post(f"{sandbox.url}/v1/publisher/auth", json=document, timeout=10)


def v4_of(sandbox: Running, spot_id: str = "", key: str = "") -> Client:
    token = auth(sandbox, spot_id, key).json()["token"]
    headers = {"Authorization": f"Bearer {token}", "x-spot-id": spot_id or sandbox.spot_id}
    return Client(f"{sandbox.url}/v4/export", headers, DAY_UTC)


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def ids(texts: list[str]) -> list[str]:
    return [row["id"] for text in texts for row in rows(text)]


def id_in(link: str) -> str:
    return link.partition("?id=")[2]
