"""The step for each state of an article."""

from django.utils import timezone

from exports import moves
from exports.by_article.reading import Reading
from exports.models import Window, WindowState
from exports.services import turns
from jobs.services import Lease


def _begin(lease: Lease, window: Window) -> None:
    if turns.begin(lease, window, moves.reading(timezone.now())):
        _read(lease, window)


def _read(lease: Lease, window: Window) -> None:
    Reading(lease, window).run()


STEPS = {WindowState.WAITING: _begin, WindowState.DOWNLOADING: _read}
