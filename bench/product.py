"""The whole product as people start it, in processes of its own."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.request import urlopen

import psutil
import psycopg
from psycopg.types.string import TextLoader

from config.launch.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60


def wait_for(what: str, is_there: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Whatever `is_there` answers once it is true."""
    ends = time.monotonic() + patience
    while not (found := is_there()):
        assert time.monotonic() < ends, f"{what} did not come"
        time.sleep(0.05)
    return found


class Product:
    """Everything in `folder`; `env` are further variables of its processes."""

    def __init__(self, folder: Path, vendor_url: str, **env: str) -> None:
        self.data = folder / "data"
        self.port = free_port()
        self.env = {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME")},
            "DATA_DIR": str(self.data),
            "PORT": str(self.port),
            "OPENWEB_OPEN_API_URL": vendor_url,
            "OPENWEB_API_URL": vendor_url,
            "ONQ_API_URL": vendor_url,
            "DOWNLOAD_ALLOWED_HOSTS": "127.0.0.1",
            **env,
        }
        folder.mkdir(parents=True, exist_ok=True)
        self.log = (folder / "console.log").open("w+b")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def python(self, *arguments: str) -> list[str]:
        """The command line that runs a program of the product."""
        return [sys.executable, *arguments]

    def start(self) -> None:
        command = self.python("-m", "config.launch", "run")
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdout=self.log, stderr=subprocess.STDOUT
        )
        wait_for("the web page", self.is_healthy)

    def is_healthy(self) -> bool:
        assert self.process.poll() is None, Path(self.log.name).read_text()
        try:
            with urlopen(f"{self.url}/healthz", timeout=1) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)

    def manage(self, *arguments: str, stdin: str = "") -> subprocess.Popen[str]:
        """A command as somebody types it, running; `communicate()` waits for it."""
        process = subprocess.Popen(
            self.python("manage.py", *arguments),
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

    def manage_to_end(self, *arguments: str, stdin: str = "") -> None:
        """The same to its end; raises AssertionError, with what it said, unless that is good."""
        command = self.manage(*arguments, stdin=stdin)
        out, err = command.communicate()
        assert command.returncode == 0, out + err

    def child(self, *words: str) -> psutil.Process:
        """The first of its processes whose command line holds all these words."""
        for process in psutil.Process(self.process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):  # it may be ending
                if all(word in " ".join(process.cmdline()) for word in words):
                    return process
        raise AssertionError(f"no process with {words}")

    def query(self, sql: str) -> list[Any]:
        with self.database() as database:
            return list(database.execute(sql).fetchall())

    @contextmanager
    def database(self) -> Iterator[Any]:
        """A connection; what was changed is kept if the block ends well.

        Both kinds of databases give moments and documents as text.
        """
        if url := self.env.get("DATABASE_URL"):
            with psycopg.connect(url, options="-c timezone=UTC") as postgresql:
                for kind in ("timestamptz", "date", "json", "jsonb", "uuid"):
                    postgresql.adapters.register_loader(kind, TextLoader)
                yield postgresql
        else:
            with closing(sqlite3.connect(self.data / "threadkeep.sqlite3")) as sqlite, sqlite:
                yield sqlite


Kind = TypeVar("Kind", bound=Product)


@contextmanager
def started(product: Kind) -> Iterator[Kind]:
    """The product running as long as the block lasts."""
    try:
        product.start()
        yield product
    finally:
        product.stop()
        product.log.close()
