"""Taking a turn: only so many of a spot's windows of a kind are asked for at a time."""

from django.db import transaction

from exports.kinds import kind_of
from exports.models import Window
from exports.moves import TurnCame
from exports.services import spots, states, windows
from jobs.services import Lease


def begin(lease: Lease, window: Window) -> bool:
    """Take one of the spot's turns with the window's first move; False: the spot is busy, wait.

    Whoever gives a turn back wakes the next.
    """
    with transaction.atomic():
        states.lock(window.export_id)
        spots.lock(window.spot_id)
        if not spots.is_next(window):
            windows.leased(lease).update(lease_token=None, due_at=None)
            spots.wake(kind_of(window.export), [window.spot_id])
            return False
        windows.keep(lease, window, TurnCame())
    return True
