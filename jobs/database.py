"""The database may go away for a while, as when it restarts. That is nobody's failure: whoever
meets it waits and goes on, and the log says so once a process."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

import structlog
from django.conf import settings
from django.db import Error, OperationalError, connection

from jobs import stopping

T = TypeVar("T")

# Of PostgreSQL's codes: connections that break, and servers that end, crash or only just begin.
LOST = ("08", "57P01", "57P02", "57P03")
NOT_POSTGRESQLS = ""

log = structlog.get_logger(__name__)

LOOK_SECONDS = 0.5
# How long those whose leases ended meanwhile come first, once it is back.
GRACE_SECONDS = 5.0


class _Outage:
    """The one that this process knows of, whichever of its threads met it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since: float | None = None
        self._over = float("-inf")

    def begin(self, why: str) -> None:
        with self._lock:
            if self._since is None:
                self._since = time.monotonic()
                log.error("the database cannot be reached; what is under way waits", why=why)

    def end(self) -> None:
        with self._lock:
            if self._since is not None:
                seconds = time.monotonic() - self._since
                self._since, self._over = None, time.monotonic()
                log.warning("the database is back", seconds=round(seconds, 1))

    def is_just_over(self) -> bool:
        grace = min(GRACE_SECONDS, settings.LEASE_SECONDS)
        return time.monotonic() - self._over < grace


_outage = _Outage()


def went_away(error: Exception) -> bool:
    """Whether this thread's connection was lost or refused, rather than a statement; it is noted.

    The broken connection is closed, so that the next use opens another.
    """
    if not isinstance(error, Error):
        return False
    if not _tells_of_a_loss(error) and connection.connection and connection.is_usable():
        return False
    connection.close()
    _outage.begin(why=str(error).strip().partition("\n")[0])
    return True


def _tells_of_a_loss(error: Error) -> bool:
    """What PostgreSQL or psycopg says: the end of an atomic() in which a connection was lost opens
    another one, if the server takes it, which looks as if nothing had happened."""
    code = getattr(error.__cause__, "sqlstate", NOT_POSTGRESQLS)
    return isinstance(error, OperationalError) and (code is None or code.startswith(LOST))


def answers() -> bool:
    """Whether this thread can reach it now."""
    try:
        connection.close_if_health_check_failed()
        connection.ensure_connection()
    except Error as error:
        went_away(error)
        return False
    _outage.end()
    return True


def wait_until_back() -> None:
    """Raises stopping.Stopping when a shutdown is asked meanwhile."""
    while not answers():
        stopping.check()
        time.sleep(LOOK_SECONDS)


def patiently(do: Callable[[], T]) -> T:
    """What `do` returns, begun anew whenever the database went away in the middle of it.

    So it must be one transaction, and one whose fence or condition makes a second run harmless: the
    connection may break after the commit. Raises stopping.Stopping.
    """
    while True:
        try:
            return do()
        except Error as error:
            if not went_away(error):
                raise
            wait_until_back()


def is_just_back() -> bool:
    """Whether owners may still be on their way to renew what they could not in time."""
    return _outage.is_just_over()
