"""Taking a turn: only so many of a spot's windows of a kind are asked for at a time."""

from django.db import transaction
from django.utils import timezone

from exports import moves
from exports.kinds import kind_of
from exports.models import Window
from exports.moves import CancelWanted, TurnCame
from exports.services import spots, states, windows
from jobs.services import Lease


def begin(lease: Lease, window: Window) -> bool:
    """Take one of the spot's turns with the window's first move; False: the spot is busy, wait.

    Whoever gives a turn back wakes the next.
    """
    with transaction.atomic():
        export = states.lock(window.export_id)
        if export.cancel_requested_at:
            # Whoever cancelled left this one to its worker: it must not go back to sleep.
            windows.apply(lease, window, moves.decide(window, CancelWanted(), timezone.now()))
            return False
        spots.lock(window.spot_id)
        if not spots.is_next(window):
            windows.leased(lease).update(lease_token=None, due_at=None)
            spots.wake(kind_of(window.export), [window.spot_id])
            return False
        windows.keep(lease, window, TurnCame())
    return True
