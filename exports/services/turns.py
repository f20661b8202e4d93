"""OpenWeb's patience with one spot: how many of its windows of a kind are asked for at a time."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from exports import moves
from exports.kinds import kind_of
from exports.models import SpotQueue, Window, WindowState
from exports.moves import Move
from exports.services import states, windows
from jobs.services import Lease


def begin(lease: Lease, window: Window, move: Move) -> bool:
    """Take one of the spot's turns with the window's first move; False: the spot is busy, wait.

    Turns go by position inside each export, so an export of ninety windows never starves another's
    first. The queue's row is locked while counting, or two workers would take the same turn.
    """
    now = timezone.now()
    with transaction.atomic():
        lock_export_and_spot(window)
        if not _is_next(window):
            windows.leased(lease).update(lease_token=None, due_at=now + moves.TURN_PAUSE)
            return False
        windows.keep(lease, window, move)
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
    kind = kind_of(window.export)
    spot = Window.objects.filter(spot_id=window.spot_id, export__kind=kind.name)
    free = settings.SPOT_TURNS - spot.filter(state__in=kind.busy).count()
    waiting = spot.filter(state=WindowState.WAITING).order_by("position", "pk")
    return window.pk in waiting.values_list("pk", flat=True)[: max(free, 0)]
