"""Watches: looking again and again whether an export has news, and bringing it up to date."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import record
from exports.kinds import kind_of
from exports.models import Export, Watch
from exports.queries import newer_copy
from exports.services import states
from exports.services.actions import Refused
from exports.services.orders import start
from jobs.models import Lane
from jobs.services import Lease, LeaseLost

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(days=90)


def why_not_updatable(export: Export) -> str:
    """Why there can be no update of this export, as a sentence; empty when there can be one."""
    kind = kind_of(export)
    if kind.updates is None:
        return f"This kind of export cannot be brought up to date. “{kind.story.again}” asks anew."
    return kind.updates.why_not(export)


def update(export: Export, person: User | None, **details: str) -> tuple[Export, bool]:
    """A new export that goes on where this one ended; returns what `start` returns.

    Raises Refused.
    """
    updates = kind_of(export).updates
    if updates is None:
        raise Refused(why_not_updatable(export))
    return start(updates.order_of(export), person, **details)


def watch(export: Export, every: timedelta, until: datetime, person: User) -> Watch:
    """Look for news every so often until then (aware), beginning one interval from now.

    Raises Refused.
    """
    now = timezone.now()
    if objection := why_not_updatable(export) or _why_elsewhere(export):
        raise Refused(objection)
    if every < SHORTEST:
        raise Refused("Every 5 minutes is the most often that OpenWeb is asked.")
    if not now < until <= now + LONGEST:
        raise Refused("Choose a day from today on, at most 90 days ahead.")
    try:
        with transaction.atomic():
            begun = Watch.objects.create(
                export=states.lock(export.pk),
                every=every,
                until=until,
                started_by=person,
                started_by_name=person.display_name,
                lane=Lane.BULK,
                due_at=now + every,
            )
            record(person, "started a watch", export.title, export.get_absolute_url())
    except IntegrityError:
        raise Refused("It is being watched already.") from None
    except Export.DoesNotExist:
        raise Refused("Somebody else has deleted this export.") from None
    return begun


def _why_elsewhere(export: Export) -> str:
    if newer_copy(export):
        return "A newer copy exists. Watch that one."
    if Watch.objects.filter(export__continues=export, ended_at=None).exists():
        return "It is being watched already: the watch stands on its last update, which failed."
    return ""


def stop_watch(watch: Watch, person: User) -> None:
    """End a watch; what it brought stays. One that ended already stays as it is."""
    why = f"Stopped by {person.display_name}."
    with transaction.atomic():
        open_one = Watch.objects.filter(pk=watch.pk, ended_at=None)
        if open_one.update(ended_at=timezone.now(), due_at=None, lease_token=None, message=why):
            record(person, "stopped a watch", watch.export.title, watch.export.get_absolute_url())


def looked(lease: Lease, watch: Watch, trouble: str = "") -> None:
    """A look is done: there is no news, or it failed and `trouble` says why. Raises LeaseLost."""
    news = {"message": trouble} if trouble else {"message": "", "looked_at": timezone.now()}
    _give_back(lease, due_at=timezone.now() + watch.every, **news)


def wait(lease: Lease, pause: timedelta) -> None:
    """Look again after `pause`: the newest copy is still on its way. Raises LeaseLost."""
    _give_back(lease, due_at=timezone.now() + pause)


def follow(lease: Lease, watch: Watch, base: Export) -> None:
    """There is news: order an update of `base`, with which the watch goes on. Raises LeaseLost.

    Order and watch go together, or a worker that dies between them would order twice.
    """
    with transaction.atomic():
        newest, is_new = update(base, watch.started_by, ordered="by a watch")
        if is_new:
            states.log(newest, "Ordered by a watch, because OpenWeb has news.")
        elif newest.watches.filter(ended_at=None).exists():
            end(lease, "Another watch goes on with this article's newest copy.")
            return
        now = timezone.now()
        _give_back(lease, export=newest, looked_at=now, message="", due_at=now + watch.every)


def end(lease: Lease, why: str) -> None:
    """The watch is over; `why` is for its page. Raises LeaseLost."""
    _give_back(lease, due_at=None, ended_at=timezone.now(), message=why)


def _give_back(lease: Lease, **columns: object) -> None:
    if not lease.row().update(lease_token=None, lost_owners=0, **columns):
        raise LeaseLost
