"""The step for each state of such an export."""

from conversations.exporting.fetching import Fetching
from exports import moves
from exports.models import Window, WindowState
from exports.services import turns, windows
from jobs.services import Lease

DIED = "A worker stopped in the middle of the list. Another one begins anew."


def _begin(lease: Lease, window: Window) -> None:
    if turns.begin(lease, window):
        Fetching(lease, window).run()


def _begin_anew(lease: Lease, window: Window) -> None:
    if lease.lost_owners:
        windows.keep(lease, window, moves.OwnerLost(DIED))
    Fetching(lease, window).run()


STEPS = {WindowState.WAITING: _begin, WindowState.DOWNLOADING: _begin_anew}
