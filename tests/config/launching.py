"""Starts Threadkeep as a newcomer would, with nothing of the tests' own environment."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.keys import PROJECT_DIR
from config.launch.leftovers import wait_until
from config.launch.place import MARKER
from config.launch.ports import free_port

KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


def environment(data: Path, **more: str) -> dict[str, str]:
    return {name: os.environ[name] for name in KEPT if name in os.environ} | {
        "DATA_DIR": str(data),
        "http_proxy": "http://127.0.0.1:9",
        **more,
    }


class Launched:
    def __init__(self, command: str, data: Path, **more: str) -> None:
        self.data, self.port = data, free_port()
        self.console = data.with_name(f"{data.name}-console.txt")
        with self.console.open("w") as console:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.launch", command],
                cwd=PROJECT_DIR, env=environment(data, PORT=str(self.port), **more),
                stdout=console, stderr=console,
            )  # fmt: skip

    def says(self, words: str, seconds: float = 90) -> bool:
        return wait_until(lambda: words in self.console.read_text(), seconds)

    def healthz(self) -> int:
        address = f"http://127.0.0.1:{self.port}/healthz"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(address, timeout=5) as answer:
            return int(answer.status)


def processes_of(data: Path) -> list[str]:
    """What still runs and belongs to this data folder, by its command line."""
    mark = f"{MARKER}={data}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


@contextmanager
def launched(command: str, data: Path, **more: str) -> Iterator[Launched]:
    started = Launched(command, data, **more)
    try:
        yield started
    finally:
        started.process.kill()
        started.process.wait()
        assert wait_until(lambda: not processes_of(data), 10), processes_of(data)
