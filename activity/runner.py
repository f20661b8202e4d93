"""Reading a person's activity: answer after answer into rows. Knows no Celery, no HttpRequest."""

from contextlib import closing, suppress

from django.conf import settings

from activity.models import Capture, CaptureState
from activity.services import captures, pages
from credentials import services as credentials
from credentials.models import KeyKind
from credentials.network import openweb
from credentials.services import KeyUnavailable
from jobs import stopping
from jobs.failpoints import failpoint
from jobs.services import Lease, LeaseLost, claim_row
from providers.errors import KeyRefused, ProviderError
from providers.openweb.generations import Host
from providers.openweb.people_ids import PersonId, PersonKind
from providers.openweb.user_activity import Position, UserActivity, following
from providers.openweb.user_activity_records import ActivityPage


def step(lease: Lease) -> None:
    """Read on until there is no more, or nobody wants more. Raises LeaseLost, Stopping."""
    try:
        capture = Capture.objects.select_related("site").get(pk=lease.pk)
    except Capture.DoesNotExist:
        raise LeaseLost from None
    while _read(lease, capture):
        stopping.check()


def look_now(capture: Capture) -> None:
    """Read the first page for somebody who waits for it, unless a worker came before."""
    lease = claim_row(capture)
    if lease is None:
        return
    with suppress(Capture.DoesNotExist):  # its site was deleted meanwhile
        with suppress(LeaseLost):
            capture.refresh_from_db()  # others may have read on since it was looked up
            _read(lease, capture, hurried=True)
        capture.refresh_from_db()


def give_up(lease: Lease) -> None:
    captures.give_up(lease)


def _read(lease: Lease, capture: Capture, *, hurried: bool = False) -> bool:
    """Read one page and keep it; whether to read on with the same lease."""
    try:
        page = _ask(capture, hurried=hurried)
        position = Position(capture.next_offset, capture.calls, capture.idle)
        new = pages.new_in(capture, page)
        further = following(position, page, new)
    except ProviderError as error:
        captures.trouble(lease, capture, error)
        return False
    failpoint("before_page")
    captures.keep_page(lease, capture, page, further)
    if further and (hurried or not capture.wants_all):
        captures.rest(lease)
        return False
    return capture.state == CaptureState.LOADING


def _ask(capture: Capture, *, hurried: bool) -> ActivityPage:
    """Raises ProviderError.

    A refusal says nothing about the key here: other uses of it may be allowed all the same.
    """
    person = PersonId(PersonKind(capture.asked_kind), capture.asked_id)
    try:
        token = credentials.open_key(capture.site, KeyKind.EXPORT_TOKEN)
    except KeyUnavailable as unavailable:
        raise KeyRefused(unavailable.sentence) from None
    with closing(openweb(Host.API, hurried=hurried)) as http:
        activity = UserActivity(http, capture.site.spot_id, token)
        return activity.page(person, capture.next_offset, settings.ACTIVITY_PAGE)
