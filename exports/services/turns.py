"""OpenWeb's patience with one spot: how many of its exports may be asked for at a time."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from exports import moves
from exports.models import VENDOR_BUSY_STATES, SpotQueue, Window, WindowState
from exports.services import states, windows
from jobs.services import Lease


def begin(lease: Lease, window: Window) -> bool:
    """Take one of the spot's turns and commit the intent to ask; False: the spot is busy, wait.

    Turns go by position inside each export, so an export of ninety windows never starves another's
    first. The queue's row is locked while counting, or two workers would take the same turn.
    """
    now = timezone.now()
    with transaction.atomic():
        lock_export_and_spot(window)
        if not _is_next(window):
            windows.leased(lease).update(lease_token=None, due_at=now + moves.TURN_PAUSE)
            return False
        windows.keep(lease, window, moves.requesting(now))
    return True


def lock_export_and_spot(window: Window) -> None:
    """Both locks in their order, for the rest of the transaction."""
    states.lock(window.export_id)
    lock_spot(window.spot_id)


def lock_spot(spot_id: str) -> None:
    host = urlsplit(settings.OPENWEB_OPEN_API_URL).netloc
    SpotQueue.objects.get_or_create(host=host, spot_id=spot_id)
    SpotQueue.objects.select_for_update().get(host=host, spot_id=spot_id)


def _is_next(window: Window) -> bool:
    spot = Window.objects.filter(spot_id=window.spot_id)
    free = settings.SPOT_TURNS - spot.filter(state__in=VENDOR_BUSY_STATES).count()
    waiting = spot.filter(state=WindowState.WAITING).order_by("position", "pk")
    return window.pk in waiting.values_list("pk", flat=True)[: max(free, 0)]
