"""The step for each state of an article."""

from exports import moves
from exports.by_article.reading import Reading
from exports.models import Window, WindowState
from exports.services import turns, windows
from jobs.services import Lease

DIED = "A worker stopped in the middle of this article. Another one goes on."


def _begin(lease: Lease, window: Window) -> None:
    if turns.begin(lease, window):
        _read(lease, window)


def _read(lease: Lease, window: Window) -> None:
    Reading(lease, window).run()


def _read_on(lease: Lease, window: Window) -> None:
    if lease.lost_owners:
        windows.keep(lease, window, moves.OwnerLost(DIED))
    _read(lease, window)


STEPS = {WindowState.WAITING: _begin, WindowState.DOWNLOADING: _read_on}
