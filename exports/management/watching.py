"""Waiting for an export in a terminal: a bar where somebody looks, plain lines elsewhere."""

import time
from collections.abc import Iterator

from django.db.models import Sum
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from exports.models import OPEN_WINDOW_STATES, Export, ExportState, Part, WindowState
from jobs.queries import Silence, silent_lanes

LOOK_SECONDS = 0.5
GRACE_SECONDS = 15


class Stuck(Exception):
    """Waiting is useless until somebody does something; the text says what."""


def watch(export: Export) -> None:
    """Return once the export has ended; `export` is then up to date. Raises Stuck."""
    console = Console(stderr=True)
    if console.is_terminal:
        _watch_with_bar(export, console)
    else:
        for line in _changes(export):
            console.print(line, markup=False, highlight=False, soft_wrap=True)


def _watch_with_bar(export: Export, console: Console) -> None:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(export.title, total=None)
        for line in _changes(export):
            done, total = _bytes(export)
            bar.update(task, description=line, completed=done, total=total or None)


def _changes(export: Export) -> Iterator[str]:
    """What the export is doing, whenever that changes, until it has ended."""
    said, began = "", time.monotonic()
    while True:
        export.refresh_from_db()
        line = _line(export)
        if line != said:
            said = line
            yield line
        if not export.is_open:
            return
        if export.state == ExportState.WAITING_FOR_ADMIN:
            raise Stuck("The export is kept and goes on once an admin has mended the key.")
        _check_workers(began)
        time.sleep(LOOK_SECONDS)


def _line(export: Export) -> str:
    windows = list(export.windows.all())
    stored = sum(window.state == WindowState.STORED for window in windows)
    doing = next((w for w in windows if w.state in OPEN_WINDOW_STATES), windows[-1])
    words = doing.message or WindowState(doing.state).label
    rows = sum(window.received_rows for window in windows)
    return f"{words} · {stored} of {len(windows)} parts stored · {rows:,} rows"


def _bytes(export: Export) -> tuple[int, int]:
    sums = Part.objects.filter(window__export=export).aggregate(
        done=Sum("bytes_done", default=0), total=Sum("bytes_total", default=0)
    )
    return sums["done"], sums["total"]


def _check_workers(began: float) -> None:
    """Workers that start together with this command get a moment to show up."""
    if time.monotonic() - began < GRACE_SECONDS:
        return
    for silence in silent_lanes():
        raise Stuck(
            f"{_nobody(silence)}: start the workers with “make run”. The export is kept and goes "
            "on then."
        )


def _nobody(silence: Silence) -> str:
    if silence.since is None:
        return "Nobody has ever worked here"
    return f"Nobody is working since {timezone.localtime(silence.since):%Y-%m-%d %H:%M:%S}"
