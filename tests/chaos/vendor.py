"""The sandbox as a process that may die, and come back with all that it remembers."""

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from bench.product import ROOT, wait_for
from config.launch.ports import free_port

FAULTS = {
    "route": "export status v2-export v2-status v4-auth v4-export v4-status file",
    "kind": "mix",
    "probability": 0.1,
    "times": -1,
}
SETTINGS = ("--processing-seconds", "1", "--rows-per-day", "20", "--v2-rows-per-file", "50")


class Vendor:
    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        folder.mkdir(parents=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self.start()
        self.ask("faults", FAULTS)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()

    def start(self) -> None:
        where = ("--port", str(self.port), "--state-dir", str(self.folder / "state"))
        with (self.folder / "sandbox.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "providers.sandbox", *where, *SETTINGS],
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_for("the sandbox", self.is_there)

    def is_there(self) -> bool:
        try:
            self.ask("health")
        except OSError:
            return False
        return True

    def come_back(self) -> None:
        """Start it again if it is dead."""
        if self.process.poll() is not None:
            self.start()

    def ask(self, path: str, document: object = None, **query: str) -> Any:
        return json.loads(self.text(path, document, **query))

    def text(self, path: str, document: object = None, **query: str) -> str:
        data = None if document is None else json.dumps(document).encode()
        address = f"{self.url}/_sandbox/{path}?{urlencode(query)}"
        kind = {"Content-Type": "application/json"}
        with urlopen(Request(address, data, kind), timeout=60) as answer:
            return str(answer.read().decode())

    def stop_failing(self) -> None:
        urlopen(Request(f"{self.url}/_sandbox/faults", method="DELETE"), timeout=60).close()

    def ids(self, spot_id: str, since: str, to: str) -> list[str]:
        """Of every comment of a range; both ends are in UTC, with a Z."""
        lines = self.text("truth", spot_id=spot_id, since=since, to=to).splitlines()
        return [json.loads(line) for line in lines[1:]]
