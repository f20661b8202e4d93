"""The whole product as people start it, in processes of its own, against a sandbox in this one."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psutil

from config.launch.ports import free_port
from providers.sandbox.server import Running

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
LEASE_SECONDS = 2


def wait_for(what: str, is_there: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Whatever `is_there` answers once it is true."""
    ends = time.monotonic() + patience
    while not (found := is_there()):
        assert time.monotonic() < ends, f"{what} did not come"
        time.sleep(0.05)
    return found


class Product:
    def __init__(self, folder: Path, vendor: Running) -> None:
        self.data, self.failpoints = folder / "data", folder / "failpoints"
        self.failpoints.mkdir(parents=True)
        self.port = free_port()
        self.env = {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME")},
            "DATA_DIR": str(self.data),
            "PORT": str(self.port),
            "LEASE_SECONDS": str(LEASE_SECONDS),
            "FAILPOINT_DIR": str(self.failpoints),
            "OPENWEB_OPEN_API_URL": vendor.url,
            "DOWNLOAD_ALLOWED_HOSTS": "127.0.0.1",
            "DEBUG": "true",
        }
        self.log = (folder / "console.log").open("w+b")

    def start(self) -> None:
        command = [sys.executable, "-m", "config.launch", "run"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdout=self.log, stderr=subprocess.STDOUT
        )
        wait_for("the web page", self.is_healthy)

    def is_healthy(self) -> bool:
        assert self.process.poll() is None, Path(self.log.name).read_text()
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=1) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)

    def manage(self, *arguments: str, stdin: str = "") -> subprocess.Popen[str]:
        """A command as somebody types it, running; `communicate()` waits for it."""
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.env,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdin
        process.stdin.write(stdin)
        process.stdin.close()
        process.stdin = None
        return process

    def child(self, *words: str) -> psutil.Process:
        """The first of its processes whose command line holds all these words."""
        for process in psutil.Process(self.process.pid).children(recursive=True):
            if all(word in " ".join(process.cmdline()) for word in words):
                return process
        raise AssertionError(f"no process with {words}")

    def query(self, sql: str) -> list[Any]:
        with closing(sqlite3.connect(self.data / "threadkeep.sqlite3")) as database:
            return database.execute(sql).fetchall()

    def arm(self, failpoint: str) -> None:
        (self.failpoints / f"{failpoint}.armed").touch()

    def hit(self, failpoint: str) -> psutil.Process:
        """The process that waits at the failpoint."""
        path = self.failpoints / f"{failpoint}.hit"
        wait_for(f"failpoint {failpoint}", path.exists)
        return psutil.Process(int(path.read_text()))

    def let_go(self, failpoint: str) -> None:
        (self.failpoints / f"{failpoint}.hit").unlink()


@contextmanager
def running_product(folder: Path, vendor: Running) -> Iterator[Product]:
    product = Product(folder, vendor)
    try:
        product.start()
        yield product
    finally:
        product.stop()
        product.log.close()
