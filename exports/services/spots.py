"""OpenWeb's patience with one spot: who may be asked for next, and waking them when it is time.

The queue's row is locked while counting, or two workers would take the same turn. Lock order
everywhere: export, then spot queue, then windows. What waits for a turn is not due: the write that
gives one back wakes the next.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import zip_longest

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from credentials.models import Site
from credentials.network import netloc_of
from exports.kinds import Kind, kind_of, sharing_turns
from exports.models import Export, SpotQueue, Window, WindowState
from exports.moves import Move
from providers.openweb.generations import Host

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def lock(*spot_ids: str) -> None:
    """The queues of these spots, for the rest of the transaction; always in the same order."""
    host = netloc_of(Host.OPEN_API)
    for spot_id in sorted(set(spot_ids)):
        SpotQueue.objects.get_or_create(host=host, spot_id=spot_id)
        SpotQueue.objects.select_for_update().get(host=host, spot_id=spot_id)


def is_next(window: Window) -> bool:
    """Whether one of its spot's turns is this window's. The caller has locked the spot."""
    return window.pk in _next(kind_of(window.export), window.spot_id)


def _next(kind: Kind, spot_id: str) -> list[int]:
    """One export after the other: whoever has had no turn for the longest is before all others."""
    spot = Window.objects.filter(spot_id=spot_id, export__kind__in=sharing_turns(kind))
    free = turns_of(kind, spot_id) - spot.filter(state__in=kind.busy).count()
    if free <= 0:
        return []
    waiting = spot.filter(state=WindowState.WAITING)
    queues = [
        waiting.filter(export=export).order_by("position", "since").values_list("pk", flat=True)
        for export in _in_turn(waiting, spot_id)[:free]
    ]
    rounds = zip_longest(*(queue[:free] for queue in queues))
    return [pk for one_round in rounds for pk in one_round if pk is not None][:free]


def _in_turn(waiting: QuerySet[Window], spot_id: str) -> list[int]:
    """The exports that wait, by their last turn at this spot."""
    exports = list(waiting.order_by().values_list("export", flat=True).distinct())
    served = Window.objects.filter(export__in=exports, spot_id=spot_id).order_by()
    last_turns = dict(served.values_list("export").annotate(Max("requested_at")))
    return sorted(exports, key=lambda export: (last_turns[export] or LONG_AGO, export))


def turns_of(kind: Kind, spot_id: str) -> int:
    """How many may be asked for at a time: as many as the sites of this spot allow."""
    if not kind.queue:
        return settings.SPOT_TURNS
    limits = (site.limits.at_once for site in Site.objects.filter(spot_id=spot_id))
    return min((limit or settings.SPOT_TURNS for limit in limits), default=settings.SPOT_TURNS)


@contextmanager
def giving_back(export: Export, window: Window, move: Move) -> Iterator[None]:
    """Around the write of a move: when it leaves a turn or the queue, or joins it, wake the next.

    The caller has locked the export, and no window yet.
    """
    kind = kind_of(export)
    concerned = {window.state, move.state} & {WindowState.WAITING, *kind.busy}
    if not concerned or move.state in kind.busy:
        yield
        return
    lock(window.spot_id)
    yield
    wake(kind, [window.spot_id])


@contextmanager
def giving_all_back(export: Export) -> Iterator[None]:
    """The same around whatever changes several of an export's windows."""
    spot_ids = set(export.windows.values_list("spot_id", flat=True))
    lock(*spot_ids)
    yield
    wake(kind_of(export), spot_ids)


def wake(kind: Kind, spot_ids: Iterable[str]) -> None:
    """Make those due whose turn it is; one whose worker crashed pauses on.

    The caller has locked the spots.
    """
    asleep = Window.objects.filter(lease_token=None, due_at=None)
    for spot_id in spot_ids:
        asleep.filter(pk__in=_next(kind, spot_id)).update(due_at=timezone.now())


def wake_forgotten() -> None:
    """Wake whoever waits at a spot where nobody is left to do it."""
    waiting = Window.objects.filter(state=WindowState.WAITING, due_at=None)
    for spot_id, export_id in waiting.values_list("spot_id").annotate(one=Max("export")):
        with transaction.atomic():
            lock(spot_id)
            wake(kind_of(Export.objects.get(pk=export_id)), [spot_id])
