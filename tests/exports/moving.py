"""Moves exports as workers would, in this process, without waiting for pauses."""

import time
from collections.abc import Callable
from datetime import timedelta

import time_machine
from django.utils import timezone

from exports.models import Export, ExportState, Window
from jobs import runner
from jobs.models import Lane

PATIENCE = 60


def move_until_ended(export: Export) -> None:
    _move(lambda: not _fresh(export).is_open)


def move_until_state(
    export: Export, state: ExportState, until: Callable[[Window], bool] = lambda _: True
) -> None:
    _move(lambda: _fresh(export).state == state and until(export.windows.get()))


def move_to_download(export: Export) -> Window:
    """The export's window, asked for and built: a bulk worker is next."""
    while (window := export.windows.get()).state != "downloading":
        skip_pauses()
        runner.work(Lane.FAST)
    return window


def work_after(**away: float) -> Window:
    """What becomes of the window when workers come back after so long."""
    with time_machine.travel(timezone.now() + timedelta(**away), tick=True):
        for lane in (*Lane, *Lane):
            runner.work(lane)
    return Window.objects.get()


def take_over() -> None:
    """The worker that holds the window is taken for dead: another one may have it."""
    Window.objects.update(lease_token=None, due_at=timezone.now())


def _fresh(export: Export) -> Export:
    export.refresh_from_db()
    return export


def _move(is_there: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not is_there():
        assert time.monotonic() < ends, list(Window.objects.values_list("state", "message"))
        skip_pauses()
        for lane in Lane:
            runner.work(lane)


def skip_pauses() -> None:
    """What is due later is due now: tests do not sit out a vendor's minute."""
    Window.objects.filter(lease_token=None, due_at__isnull=False).exclude(state="held").update(
        due_at=timezone.now()
    )
    time.sleep(0.02)
