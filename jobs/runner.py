"""One wake-up's work: claim, step, give back, until nothing is due. Knows no Celery."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial

import structlog
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.utils import timezone
from structlog.contextvars import bound_contextvars

from jobs import database, heartbeats, services, stopping
from jobs.services import Lease, LeaseLost

log = structlog.get_logger(__name__)

WAKE_UP_SECONDS = 30
HEARTBEAT_SECONDS = 5
_last_heartbeat: dict[str, float] = {}


def work(lane: str) -> int:
    """Move due rows of `lane` until none is due, a shutdown is asked, or the wake-up is used up.

    Returns how many steps were made. While the database is away there is nothing to do.
    """
    try:
        return _work(lane) if database.answers() else 0
    except DatabaseError as error:
        if not database.went_away(error):
            raise
        return 0


def _work(lane: str) -> int:
    _heartbeat(lane)
    ends = time.monotonic() + WAKE_UP_SECONDS
    steps = 0
    while not stopping.asked() and time.monotonic() < ends:
        lease = services.claim(lane)
        if lease is None:
            break
        with bound_contextvars(**lease.about):
            _step(lease, lane)
        steps += 1
    return steps


def _step(lease: Lease, lane: str) -> None:
    try:
        with _renewing(lease, lane):
            if lease.lost_owners >= services.LOST_OWNERS_LIMIT:
                lease.kind.give_up(lease)
            else:
                lease.kind.step(lease)
    except LeaseLost:
        log.info("another worker took over", row=lease.pk)
    except stopping.Stopping:
        services.release(lease, due_at=timezone.now())
    except Exception as error:
        if database.went_away(error):
            database.patiently(partial(services.release_after_outage, lease))
        else:
            log.exception("a step failed", row=lease.pk, lost_owners=lease.lost_owners)
            services.release_after_crash(lease)


@contextmanager
def _renewing(lease: Lease, lane: str) -> Iterator[None]:
    done = threading.Event()
    in_context = copy_context().run  # its log lines name the same ids
    thread = threading.Thread(
        target=in_context, args=(_renew_until, lease, lane, done), daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _renew_until(lease: Lease, lane: str, done: threading.Event) -> None:
    """A lost lease ends this thread; the step finds out when the fence refuses its next write."""
    pause = settings.LEASE_SECONDS / 6
    while not done.wait(pause):
        pause = settings.LEASE_SECONDS / 6
        try:
            services.renew(lease)
            _heartbeat(lane)
        except LeaseLost:
            break
        except Exception as error:
            if not database.went_away(error):
                log.exception("a lease could not be renewed yet", row=lease.pk)
            pause = min(pause, database.LOOK_SECONDS)
    connection.close()


def _heartbeat(lane: str) -> None:
    now = time.monotonic()
    if now - _last_heartbeat.get(lane, -HEARTBEAT_SECONDS) >= HEARTBEAT_SECONDS:
        _last_heartbeat[lane] = now
        heartbeats.woken(heartbeats.worker(lane))
