"""Claiming, holding and giving back due rows: the only code that moves a lease."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone

from jobs import database
from jobs.kinds import DueKind, registered
from jobs.models import DueRow

CANDIDATES = 5
LEASE_COLUMNS = ("due_at", "lease_token", "lost_owners")
LOST_OWNERS_LIMIT = 5
AFTER_OUTAGE = timedelta(seconds=1)


class LeaseLost(Exception):
    """Another worker owns the row now; whatever this one knows is old and must not be written."""


@dataclass(frozen=True)
class Lease:
    """The right to move one row, until it is released, or not renewed for LEASE_SECONDS.

    `lost_owners` died or crashed over the row since a step was last done, nobody knows how far.
    `about` are the ids that log lines about it carry.
    """

    kind: DueKind
    pk: int
    lost_owners: int
    token: uuid.UUID = field(default_factory=uuid.uuid4)
    about: Mapping[str, int] = field(default_factory=dict)

    def row(self) -> QuerySet[DueRow]:
        """The leased row as a query that finds nothing once the lease is lost (the fence)."""
        return self.kind.model._default_manager.filter(pk=self.pk, lease_token=self.token)


def lease_end() -> datetime:
    return timezone.now() + timedelta(seconds=settings.LEASE_SECONDS)


def claim(lane: str) -> Lease | None:
    """Take the row of this lane that is due longest, of whatever kind; None when nothing is due.

    Two workers may look at the same candidate; the update's row count says who got it.
    """
    candidates = [(row, kind) for kind in registered() for row in _due_longest(kind, lane)]
    for row, kind in sorted(candidates, key=_due_at):
        if lease := _take(kind, row):
            return lease
    return None


def claim_row(row: DueRow) -> Lease | None:
    """Take this very row if it is due, as one that somebody waits for; None when another has it."""
    kind = next(kind for kind in registered() if kind.model is type(row))
    due = kind.model._default_manager.filter(pk=row.pk, due_at__lte=timezone.now()).first()
    return _take(kind, due) if due else None


def _due_longest(kind: DueKind, lane: str) -> QuerySet[DueRow]:
    """Owners who could not renew while the database was away may do so first."""
    due = kind.model._default_manager.filter(lane=lane, due_at__lte=timezone.now())
    if database.is_just_back():
        due = due.filter(lease_token=None)
    # Whole rows would take time that is only there for the one that is claimed.
    return due.order_by("due_at", "pk").only(*LEASE_COLUMNS, *kind.about.values())[:CANDIDATES]


def _due_at(candidate: tuple[DueRow, DueKind]) -> datetime:
    due_at = candidate[0].due_at
    assert due_at is not None  # noqa: S101 - only rows that are due are candidates
    return due_at


def _take(kind: DueKind, row: DueRow) -> Lease | None:
    never_given_back = row.lease_token is not None
    lost = row.lost_owners + never_given_back
    about = {name: getattr(row, column) for name, column in kind.about.items()}
    lease = Lease(kind, row.pk, lost, about=about)
    taken = kind.model._default_manager.filter(
        pk=row.pk, due_at=row.due_at, lease_token=row.lease_token
    ).update(lease_token=lease.token, due_at=lease_end(), lost_owners=lost)
    return lease if taken else None


def renew(lease: Lease) -> None:
    """Hold the row for another LEASE_SECONDS. Raises LeaseLost when somebody else has it."""
    if not lease.row().update(due_at=lease_end()):
        raise LeaseLost


def release(lease: Lease, due_at: datetime | None) -> None:
    """Give the row back, due again at `due_at` (UTC). A lost lease changes nothing."""
    lease.row().update(lease_token=None, due_at=due_at)


def release_after_crash(lease: Lease) -> None:
    """Give back a row whose step raised something nobody expected; later tries wait longer."""
    pause = timedelta(seconds=5 * 2**lease.lost_owners)
    lease.row().update(
        lease_token=None, due_at=timezone.now() + pause, lost_owners=F("lost_owners") + 1
    )


def release_after_outage(lease: Lease) -> None:
    """Give back, due in a moment, a row whose step the database was lost to.

    Nobody is to blame, so however often that happens it counts no more than once; and once, because
    whoever is next must know that nobody knows how far this step came.
    """
    soon = timezone.now() + AFTER_OUTAGE  # for a step that breaks the connection each time
    lease.row().update(lease_token=None, due_at=soon, lost_owners=max(lease.lost_owners, 1))
