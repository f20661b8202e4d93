"""OpenWeb's patience with one spot: who may be asked for next, and waking them when it is time.

The queue's row is locked while counting, or two workers would take the same turn. Lock order
everywhere: export, then spot queue, then windows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from exports.kinds import Kind, kind_of
from exports.models import Export, SpotQueue, Window, WindowState
from exports.moves import Move


def lock(*spot_ids: str) -> None:
    """The queues of these spots, for the rest of the transaction; always in the same order."""
    host = urlsplit(settings.OPENWEB_OPEN_API_URL).netloc
    for spot_id in sorted(set(spot_ids)):
        SpotQueue.objects.get_or_create(host=host, spot_id=spot_id)
        SpotQueue.objects.select_for_update().get(host=host, spot_id=spot_id)


def is_next(window: Window) -> bool:
    """Whether one of its spot's turns is this window's. The caller has locked the spot."""
    return window.pk in _next(kind_of(window.export), window.spot_id)


def _next(kind: Kind, spot_id: str) -> list[int]:
    """By position inside each export, so that one of many windows never starves another's first."""
    spot = Window.objects.filter(spot_id=spot_id, export__kind=kind.name)
    free = settings.SPOT_TURNS - spot.filter(state__in=kind.busy).count()
    waiting = spot.filter(state=WindowState.WAITING).order_by("position", "pk")
    return list(waiting.values_list("pk", flat=True)[: max(free, 0)])


@contextmanager
def giving_back(export: Export, window: Window, move: Move) -> Iterator[None]:
    """Around the write of a move: the turn that it ends goes to the next at once.

    The caller has locked the export, and no window yet.
    """
    kind = kind_of(export)
    ends = window.state in kind.busy and move.state not in kind.busy
    if ends:
        lock(window.spot_id)
    yield
    if ends:
        _wake(kind, window.spot_id)


@contextmanager
def giving_all_back(export: Export) -> Iterator[None]:
    """The same around whatever ends several of an export's windows."""
    spot_ids = set(export.windows.values_list("spot_id", flat=True))
    lock(*spot_ids)
    yield
    for spot_id in spot_ids:
        _wake(kind_of(export), spot_id)


def _wake(kind: Kind, spot_id: str) -> None:
    """Those who were told to come again later need not; one whose worker crashed pauses on."""
    now = timezone.now()
    resting = Window.objects.filter(lease_token=None, lost_owners=0, due_at__gt=now)
    resting.filter(pk__in=_next(kind, spot_id)).update(due_at=now)
