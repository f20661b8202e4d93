"""Processes tell the database that they are alive; jobs/queries.py reads it."""

import os
import socket
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from jobs.models import Beat, Heartbeat, Lane, Process

FORGOTTEN_AFTER = timedelta(days=1)
REPLACED_AFTER = timedelta(minutes=10)

_started_at = timezone.now()
_worker_pid: int | None = None


def become_worker() -> None:
    """This process is a worker: those that it forks from now on speak in its name."""
    global _worker_pid  # noqa: PLW0603 - a fork hands it on without a word
    _worker_pid = os.getpid()


def worker(lane: str) -> Heartbeat:
    """The worker that this process is or belongs to, as it is now."""
    return Heartbeat(lane=Lane(lane), **_this_process())


def beat(broker_seen_at: datetime | None) -> Beat:
    """This process, which sends wake-ups; the broker last took one at `broker_seen_at` (UTC)."""
    return Beat(broker_seen_at=broker_seen_at, **_this_process())


def alive(process: Process) -> None:
    """Write that it lives, and forget those of which nobody will hear again."""
    known = type(process)._default_manager
    place = {name: getattr(process, name) for name in process.place}
    with transaction.atomic():
        _tell(process, *process.told_when_alive)
        known.filter(seen_at__lt=process.seen_at - FORGOTTEN_AFTER).delete()
        # What restarts a dead process does so on the same host.
        known.filter(**place, seen_at__lt=process.seen_at - REPLACED_AFTER).delete()


def woken(worker: Heartbeat) -> None:
    """Write that a wake-up reached this worker just now."""
    worker.woken_at = worker.seen_at
    _tell(worker, "woken_at")


def stopped(process: Process) -> None:
    """Write that it was asked to end and did: nobody needs to look for it."""
    process.stopped_at = process.seen_at
    _tell(process, "stopped_at")


def _this_process() -> dict[str, Any]:
    return {
        "host": socket.gethostname(),
        "pid": _worker_pid or os.getpid(),
        "version": settings.PRODUCT_VERSION,
        "started_at": _started_at,
        "seen_at": timezone.now(),
        "noted_at": Now(),
    }


def _tell(process: Process, *columns: str) -> None:
    """Write these columns of its row, and all of them if it had none."""
    type(process)._default_manager.bulk_create(
        [process],
        update_conflicts=True,
        unique_fields=[*process.place, "pid"],
        update_fields=columns,
    )
