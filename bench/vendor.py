"""The sandbox as a process of its own, asked as OpenWeb and onQ are: what there is to fetch."""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from bench.measuring import Run, measured
from providers.onq.tokens import Tenant, mint
from providers.sandbox.onq.tenants import DEMO_TENANT
from providers.sandbox.spots import DEMO_SPOT, DEMO_TOKEN

DAY, NEXT_DAY = "2025-03-02", "2025-03-03"
ROWS_A_FILE = 100_000
MEGABYTE = 1 << 20
MAKING = 600.0
NEVER = 1e6
TENANT = Tenant(
    DEMO_TENANT.key_id,
    DEMO_TENANT.secret,
    DEMO_TENANT.issuer,
    DEMO_TENANT.subject,
    DEMO_TENANT.audience,
)


@dataclass(frozen=True)
class Vendor:
    url: str
    spot_id: str = DEMO_SPOT
    token: str = DEMO_TOKEN
    tenant: Tenant = TENANT

    def make(self, rows: int) -> list[str]:
        """Have DAY hold so many comments, in ready-made files; returns the files' links."""
        self._post("/_sandbox/config", {"rows_per_day": rows})
        key = {"spot_id": self.spot_id, "token": self.token}
        span = {"since": f"{DAY}T00:00:00", "to": f"{NEXT_DAY}T00:00:00"}
        export_id = self._post("/v1/comments/export", key | span)["export_id"]
        ends = time.monotonic() + MAKING
        while time.monotonic() < ends:
            with urlopen(f"{self.url}/v1/comments/{export_id}/status?{urlencode(key)}") as answer:
                status = json.load(answer)
            if status["status"] == "Done":
                return list(status["export_urls"])
            time.sleep(0.2)
        raise TimeoutError(f"The sandbox made no {rows} comments in {MAKING} seconds.")

    def keep_article(self, post_id: str, events: int) -> str:
        """Have an article with so many events; returns the link of its feed."""
        self._post("/_sandbox/articles", {"post_id": post_id, "events": events})
        asked = {"token": self.token, "spot_id": self.spot_id, "post_id": post_id, "etag": 0}
        return f"{self.url}/v1/spot-conversation-events/text-only?{urlencode(asked)}"

    def keep_conversations(self, number: int) -> None:
        """Have the tenant hold so many."""
        tenant = {"key_id": self.tenant.key_id, "conversations": number}
        self._post("/_sandbox/tenants", tenant)

    def keep_spots(self, spot_ids: Sequence[str]) -> None:
        """Have these spots, too, each with the same token; what they build never gets done."""
        spots = [{"spot_id": spot_id, "token": self.token} for spot_id in spot_ids]
        self._post("/_sandbox/spots", {"spots": spots})
        self._post("/_sandbox/config", {"processing_seconds": NEVER})

    def begin(self, spot_id: str) -> str:
        """Ask for an export of DAY; returns its id."""
        asked = {"since": f"{DAY}T00:00:00", "to": f"{NEXT_DAY}T00:00:00"}
        key = {"spot_id": spot_id, "token": self.token}
        return str(self._post("/v1/comments/export", key | asked)["export_id"])

    def polls(self, after: int) -> Iterator[tuple[str, datetime]]:
        """Which export's status was asked for, and when, behind this place in the log."""
        with urlopen(f"{self.url}/_sandbox/log?after={after}") as answer:
            requests = json.load(answer)["requests"]
        for one in requests:
            if one["route"] == "status":
                yield one["export_id"], datetime.fromisoformat(one["at"])

    def log_length(self) -> int:
        with urlopen(f"{self.url}/_sandbox/log") as answer:
            return sum(1 for _ in json.load(answer)["requests"])

    def access(self) -> list[str]:
        """onQ's address, and a token that opens it for a quarter of an hour."""
        return [self.url, mint(self.tenant)]

    def _post(self, path: str, document: Mapping[str, object]) -> Any:
        headers = {"Content-Type": "application/json"}
        request = Request(f"{self.url}{path}", json.dumps(document).encode(), headers)
        with urlopen(request) as answer:
            return json.load(answer)


def serve(links: list[str]) -> Run:
    """The files one after the other, read and thrown away: what the vendor itself takes."""
    with measured() as run:
        for link in links:
            _read(link)
    return run


def _read(link: str) -> None:
    split = urlsplit(link)
    connection = http.client.HTTPConnection(split.netloc)
    connection.request("GET", f"{split.path}?{split.query}")
    answer = connection.getresponse()
    assert answer.status == http.client.OK, answer.status
    while answer.read(MEGABYTE):
        pass
    connection.close()


@contextmanager
def running_vendor(folder: Path) -> Iterator[Vendor]:
    command = [sys.executable, "-m", "providers.sandbox", "--port", "0", "--state-dir", str(folder)]
    command += ["--processing-seconds", "0", "--rows-per-file", str(ROWS_A_FILE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield Vendor(process.stdout.readline().split()[-1])
        finally:
            process.terminate()
