"""What people decide about a tenant's synchronisation: now, how often, no further."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import record
from conversations.models import Synchronisation, SyncState
from credentials.models import Connection, Tenant
from jobs.models import Lane
from providers.errors import KeyRefused

PATIENCE = timedelta(minutes=15)
GOES_ON_WITHIN = timedelta(minutes=15)
NEW_RUN: dict[str, Any] = {"passes": 0, "position": None}


class SyncRefused(Exception):
    """Cannot be synchronised now; the text says why and what to do."""


def start(tenant: Tenant, person: User | None) -> Synchronisation:
    """Have workers read the tenant's whole list; what runs already goes on. Idempotent.

    What stopped less than a quarter of an hour ago goes on where it stopped. `person` None is the
    command line. Raises SyncRefused for a tenant that is switched off or has no key.
    """
    _check(tenant)
    with transaction.atomic():
        sync = _locked(tenant)
        if sync.is_running:
            return sync
        now = timezone.now()
        _run(sync, now)
        sync.requested_by = person
        sync.save()
        record(person, "started a synchronisation", tenant.name, tenant.get_absolute_url())
    return sync


def _check(tenant: Tenant) -> None:
    if not tenant.is_active:
        raise SyncRefused(f"{tenant} is switched off. An admin can switch it on again.")
    if tenant.key is None:
        raise SyncRefused(f"{tenant} has no key yet. An admin must store one first.")


def _locked(tenant: Tenant) -> Synchronisation:
    Synchronisation.objects.get_or_create(tenant=tenant, defaults={"lane": Lane.BULK})
    return Synchronisation.objects.select_for_update().get(tenant=tenant)


def _run(sync: Synchronisation, now: datetime) -> None:
    stopped = sync.state in (SyncState.FAILED, SyncState.CANCELLED)
    heard = sync.last_answer_at
    if not (stopped and sync.position and heard and now - heard < GOES_ON_WITHIN):
        for name, value in NEW_RUN.items():
            setattr(sync, name, value)
    sync.state = SyncState.RUNNING
    sync.started_at, sync.ended_at = now, None
    sync.cancel_requested_at = sync.trouble_since = None
    sync.trouble = sync.trouble_code = ""
    sync.due_at, sync.deadline_at, sync.lost_owners = now, now + PATIENCE, 0


def cancel(sync: Synchronisation, person: User | None) -> None:
    """Stop reading; what was read is kept. A worker that reads stops after its page."""
    with transaction.atomic():
        held = Synchronisation.objects.select_for_update().get(pk=sync.pk)
        if held.is_running and held.cancel_requested_at is None:
            now = timezone.now()
            Synchronisation.objects.filter(pk=held.pk).update(cancel_requested_at=now)
            # Nobody holds it: a worker need not wait for the end of a pause to stop.
            Synchronisation.objects.filter(pk=held.pk, lease_token=None).update(due_at=now)
            where = held.tenant
            record(person, "stopped a synchronisation", where.name, where.get_absolute_url())
    sync.refresh_from_db()


def repeat_every(tenant: Tenant, every: timedelta | None, person: User | None) -> None:
    """Synchronise by itself from now on, so long after each beginning; None: only when asked."""
    with transaction.atomic():
        sync = _locked(tenant)
        if sync.every == every:
            return
        sync.every = every
        if not sync.is_running:
            sync.due_at = next_run(sync)
        sync.save(update_fields=["every", "due_at"])
        how = f"every {round(every.total_seconds() / 60)} minutes" if every else "only when asked"
        url = tenant.get_absolute_url()
        record(person, "changed how often to synchronise", tenant.name, url, how=how)


def next_run(sync: Synchronisation) -> datetime | None:
    """When the next run is due by itself (UTC); never before the first one was asked for."""
    if sync.every is None or sync.started_at is None:
        return None
    now = timezone.now()
    # A clock that was ahead when the run began must not put off the next one by as much.
    return max(min(sync.started_at, now) + sync.every, now)


def go_on_with_key(connection: Connection, **_: Any) -> None:
    """A key was stored: what failed for the old one runs again; a signal receiver."""
    failed = Synchronisation.objects.filter(
        tenant=connection.pk, state=SyncState.FAILED, trouble_code=KeyRefused.code
    )
    if isinstance(connection, Tenant) and connection.is_active and failed.exists():
        start(connection, None)
