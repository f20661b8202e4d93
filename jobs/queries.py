"""Is anybody working, and on how much? Read by every page's banner and by the status page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from jobs.kinds import DueKind, registered
from jobs.models import Beat, Heartbeat, Lane, Process

SILENT_AFTER = timedelta(seconds=30)


@dataclass(frozen=True)
class Silence:
    """A lane nobody works for; `since` (UTC) is None when nobody ever did."""

    lane: Lane
    since: datetime | None


def silent_lanes() -> list[Silence]:
    """Lanes whose workers were not woken for LEASE_SECONDS (at least 15 seconds)."""
    patience = timedelta(seconds=max(settings.LEASE_SECONDS, 15))
    limit = timezone.now() - patience
    rows = Heartbeat.objects.exclude(woken_at=None).values_list("lane")
    woken: dict[str, datetime] = dict(rows.annotate(woken=Max("woken_at")))
    return [
        Silence(lane, woken.get(lane)) for lane in Lane if lane not in woken or woken[lane] < limit
    ]


def is_alive(process: Process) -> bool:
    """Whether it told so lately; one that was killed or hangs does not."""
    return process.stopped_at is None and timezone.now() - process.seen_at < SILENT_AFTER


def workers() -> QuerySet[Heartbeat]:
    """Those that live or died; not those that were asked to end."""
    return Heartbeat.objects.filter(stopped_at=None).order_by("lane", "host", "started_at")


def beats() -> QuerySet[Beat]:
    """Those that live or died; not those that were asked to end."""
    return Beat.objects.filter(stopped_at=None).order_by("host", "started_at")


def last_beat_at() -> datetime | None:
    """When any of them was last there, also one that was asked to end (UTC)."""
    seen: datetime | None = Beat.objects.aggregate(seen=Max("seen_at"))["seen"]
    return seen


@dataclass(frozen=True)
class Queue:
    """What waits in a lane, over all kinds of rows; `oldest` (UTC) is due longest."""

    due: int = 0
    oldest: datetime | None = None
    held: int = 0

    def __add__(self, other: "Queue") -> "Queue":
        oldest = min(filter(None, (self.oldest, other.oldest)), default=None)
        return Queue(self.due + other.due, oldest, self.held + other.held)


def queues() -> dict[Lane, Queue]:
    """How much is due in each lane, since when, and how many rows workers hold.

    Costs what is due now, not what was ever done: each kind has an index of lane and `due_at`.
    """
    found = {lane: Queue() for lane in Lane}
    for kind in registered():
        for lane, due, oldest, held in _queued(kind):
            found[Lane(lane)] += Queue(due, oldest, held)
    return found


def _queued(kind: DueKind) -> QuerySet[Any, tuple[str, int, datetime | None, int]]:
    now = timezone.now()
    due = Q(due_at__lte=now)
    rows = kind.model._default_manager.order_by().filter(
        lane__in=Lane.values, due_at__lte=now + timedelta(seconds=settings.LEASE_SECONDS)
    )
    return rows.values_list("lane").annotate(
        due=Count("pk", filter=due),
        oldest=Min("due_at", filter=due),
        held=Count("pk", filter=~due & Q(lease_token__isnull=False)),
    )
