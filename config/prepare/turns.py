"""One at a time: hosts that start together must not apply the same migration twice."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import Error as DatabaseError
from django.db import connection

from config.prepare.problems import CannotPrepare

POLL_SECONDS = 0.5
ADVISORY_LOCK = 7_262_201_173  # any number nobody else takes in this database
WAITING = "Somebody else prepares this database. Waiting until that is done."


@contextmanager
def alone(say: Callable[[str], None]) -> Iterator[None]:
    """Hold the right to prepare the database; wait for whoever has it."""
    one = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    with one(say):
        yield


@contextmanager
def _on_postgresql(say: Callable[[str], None]) -> Iterator[None]:
    """A lock of the session, so it ends with whoever dies while holding it.

    Asked for again and again: a statement that waits for it would keep a snapshot open, and
    CREATE INDEX CONCURRENTLY of whoever holds it would wait for that.
    """
    _until(lambda: _ask("pg_try_advisory_lock"), say)
    try:
        yield
    finally:
        with suppress(DatabaseError):  # a lost connection has given it back already
            _ask("pg_advisory_unlock")


def _ask(function: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [ADVISORY_LOCK])
        return bool(cursor.fetchone()[0])


@contextmanager
def _on_sqlite(say: Callable[[str], None]) -> Iterator[None]:
    """A lock on the folder in which the database lies; the kernel gives it back."""
    place = Path(connection.settings_dict["NAME"]).parent
    try:
        folder = os.open(place, os.O_RDONLY)
    except OSError as error:
        problem = f"The folder of the database, {place}, cannot be used: {error.strerror}."
        raise CannotPrepare(problem) from None
    try:
        _until(lambda: _locked(folder), say)
        yield
    finally:
        os.close(folder)


def _locked(folder: int) -> bool:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _until(taken: Callable[[], bool], say: Callable[[str], None]) -> None:
    if taken():
        return
    say(WAITING)
    while not taken():
        time.sleep(POLL_SECONDS)
