"""Tells the database every few seconds that this process lives, whatever its main thread does."""

import os
import threading
from collections.abc import Callable
from typing import Any

import structlog
from django.db import connection

from jobs import database, heartbeats
from jobs.models import Lane, Process

log = structlog.get_logger(__name__)

WORKER_SECONDS = 10
FORK_WAITS_SECONDS = 5
GOODBYE_SECONDS = 2


class Pulse:
    """A thread that writes what `me` says, and says goodbye when it is stopped.

    Each time over a connection of its own, during which nothing is forked from this process: a
    forked process would take what SQLite knows of open files and locks for its own.
    """

    def __init__(self, me: Callable[[], list[Process]], seconds: float) -> None:
        self._me = me
        self._seconds = seconds
        self._done = threading.Event()
        self._connected = threading.Lock()
        self._fork_waited = False
        self._in_trouble = False
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def start(self) -> None:
        os.register_at_fork(
            before=self._wait, after_in_parent=self._go_on, after_in_child=self._go_on
        )
        self._thread.start()

    def stop(self) -> None:
        """Does not wait long: whoever ends this process may be in a hurry."""
        self._done.set()
        self._thread.join(GOODBYE_SECONDS)

    def _run(self) -> None:
        while True:
            self._write(heartbeats.alive)
            if self._done.wait(self._seconds):
                break
        self._write(heartbeats.stopped)

    def _write(self, tell: Callable[[Process], None]) -> None:
        """A database that is away ends nothing; the log says so once."""
        with self._connected:
            try:
                for process in self._me() if database.answers() else ():
                    tell(process)
                self._in_trouble = False
            except Exception as error:
                if not database.went_away(error) and not self._in_trouble:
                    log.exception("the database does not take the heartbeat")
                    self._in_trouble = True
            finally:
                connection.close()

    def _wait(self) -> None:
        """A database that hangs must not keep a worker from replacing a process of its pool."""
        self._fork_waited = self._connected.acquire(timeout=FORK_WAITS_SECONDS)

    def _go_on(self) -> None:
        if self._fork_waited:
            self._connected.release()


_worker: list[Pulse] = []


def begin_worker(instance: Any, **_: Any) -> None:
    """Celery has set a worker up and forks its pool next."""
    heartbeats.become_worker()
    lanes = [lane for lane in Lane if lane in instance.app.amqp.queues.consume_from]
    pulse = Pulse(lambda: [heartbeats.worker(lane) for lane in lanes], WORKER_SECONDS)
    _worker.append(pulse)
    pulse.start()


def end_worker(**_: Any) -> None:
    """Celery has stopped a worker because it was asked to."""
    while _worker:
        _worker.pop().stop()
