"""A capture's rows. Every write is fenced by the lease of whoever reads."""

from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from activity.models import Capture, CaptureState
from activity.services import pages
from credentials.models import Site
from exports.moves.limits import pause_after
from jobs.models import Lane
from jobs.services import Lease, LeaseLost, lease_end
from providers.errors import ProviderError
from providers.openweb.people_ids import PersonId
from providers.openweb.user_activity import Position
from providers.openweb.user_activity_records import ActivityPage

PATIENCE = timedelta(minutes=15)
GOES_ON_WITHIN = timedelta(minutes=15)


def begin(person: PersonId, site: Site) -> Capture:
    """A capture whose first page is asked for at once, by whoever comes first."""
    now = timezone.now()
    return Capture.objects.create(
        site=site,
        asked_kind=person.kind,
        asked_id=person.value,
        lane=Lane.BULK,
        due_at=now,
        deadline_at=now + PATIENCE,
    )


def load_all(capture: Capture) -> None:
    """Have workers load whatever is not loaded yet; also after a failure. Idempotent.

    What was begun too long ago begins anew: the list may have moved under its place since.
    """
    now = timezone.now()
    unfinished = Capture.objects.filter(pk=capture.pk).exclude(state=CaptureState.COMPLETE)
    unfinished.filter(wants_all=False).update(wants_all=True)
    resting = unfinished.exclude(state=CaptureState.LOADING)
    _begin_anew(resting.filter(last_answer_at__lt=now - GOES_ON_WITHIN))
    resting.update(
        state=CaptureState.LOADING,
        trouble="",
        trouble_code="",
        due_at=now,
        deadline_at=now + PATIENCE,
        lost_owners=0,
    )
    capture.refresh_from_db()


def _begin_anew(captures: QuerySet[Capture]) -> None:
    """Forget what was read, and where."""
    with transaction.atomic():
        for capture in captures.select_for_update():
            capture.messages.all().delete()
            capture.conversations.all().delete()
            Capture.objects.filter(pk=capture.pk).update(
                started_at=timezone.now(), next_offset=0, calls=0, idle=0, unreadable=0, answered=""
            )


def _leased(lease: Lease) -> QuerySet[Capture]:
    """The leased capture as a query that finds nothing once the lease is lost."""
    return cast("QuerySet[Capture]", lease.row())


def keep_page(lease: Lease, capture: Capture, page: ActivityPage, further: Position | None) -> None:
    """Keep one answer and hold on to the row. `further` None: this was the last one.

    Rows and position are written together, so what is asked for again is what is not there yet.
    Raises LeaseLost.
    """
    now = timezone.now()
    with transaction.atomic():
        held = _leased(lease).select_for_update().first()
        if held is None:
            raise LeaseLost
        pages.write(capture, page)
        ended = further is None
        columns: dict[str, Any] = {
            "state": CaptureState.COMPLETE if ended else CaptureState.LOADING,
            "last_answer_at": now,
            "due_at": None if ended else lease_end(),
            "deadline_at": None if ended else now + PATIENCE,
            "answered": capture.answered or page.answered,
            "cut_short": ended and page.cursor.has_next is True,
            "unreadable": capture.unreadable + page.unreadable,
            "calls": capture.calls + 1,
            "trouble": "",
            "trouble_code": "",
            "lost_owners": 0,
            **pages.names(capture, page),
        }
        if further:
            columns |= {"next_offset": further.offset, "idle": further.idle}
        else:
            columns |= {"lease_token": None}
        _leased(lease).update(**columns)
    capture.refresh_from_db()


def rest(lease: Lease) -> None:
    """Enough is loaded for now: the rest comes when somebody wants it. Raises LeaseLost.

    Asked of the row itself, in the write itself: somebody may want it at this very moment.
    """
    columns = {"state": CaptureState.PARTIAL, "due_at": None, "deadline_at": None}
    if _leased(lease).filter(wants_all=False).update(lease_token=None, **columns):
        return
    if not _leased(lease).update(lease_token=None, due_at=timezone.now()):
        raise LeaseLost


def trouble(lease: Lease, capture: Capture, error: ProviderError) -> None:
    """An answer that did not come: ask again while that may help and there is time. LeaseLost."""
    now = timezone.now()
    columns: dict[str, Any] = {"trouble": error.sentence, "trouble_code": error.code}
    silence = PATIENCE - ((capture.deadline_at or now) - now)
    due = now + pause_after(silence, error)
    if error.retry and capture.deadline_at and due < capture.deadline_at:
        columns |= {"due_at": due}
    else:
        columns |= {"state": CaptureState.FAILED, "due_at": None, "deadline_at": None}
    if not _leased(lease).update(lease_token=None, **columns):
        raise LeaseLost


def give_up(lease: Lease) -> None:
    """End a capture whose workers died over and over. Raises LeaseLost."""
    columns = {"state": CaptureState.FAILED, "due_at": None, "deadline_at": None}
    sentence = "The worker stopped unexpectedly several times while loading. Try again later."
    if not _leased(lease).update(lease_token=None, trouble=sentence, **columns):
        raise LeaseLost


def expire() -> int:
    """Remove captures older than ACTIVITY_KEPT_DAYS that nobody is loading; returns how many."""
    old = timezone.now() - timedelta(days=settings.ACTIVITY_KEPT_DAYS)
    gone = Capture.objects.filter(started_at__lt=old).exclude(state=CaptureState.LOADING)
    number = gone.count()
    gone.delete()
    return number
