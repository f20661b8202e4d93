"""Waiting in a terminal for what workers do: a bar where somebody looks, plain lines elsewhere."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from jobs.database import is_just_back, patiently
from jobs.queries import Silence, silent_lanes

LOOK_SECONDS = 0.3
GRACE_SECONDS = 15


class Stuck(Exception):
    """Waiting is useless until somebody does something; the text says what."""


@dataclass(frozen=True)
class Look:
    """How far it is, in words and of a `total`, which is 0 while nobody knows it.

    `stuck` is why there is no use in waiting for more, if there is none.
    """

    line: str
    is_over: bool
    done: int = 0
    total: int = 0
    stuck: str = ""


def watch(noun: str, title: str, look: Callable[[], Look]) -> None:
    """Return once `look` finds that it is over. Raises Stuck."""
    console = Console(stderr=True)
    if console.is_terminal:
        _watch_with_bar(title, _looks(noun, look), console)
    else:
        for seen in _looks(noun, look):
            console.print(seen.line, markup=False, highlight=False, soft_wrap=True)


def _watch_with_bar(title: str, looks: Iterator[Look], console: Console) -> None:
    words = TextColumn("{task.description}", markup=False)
    columns = (SpinnerColumn(), words, BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None)
        for seen in looks:
            bar.update(task, description=seen.line, completed=seen.done, total=seen.total or None)


def _looks(noun: str, look: Callable[[], Look]) -> Iterator[Look]:
    """How far it is, whenever that is said in other words, until it is over."""
    said, began = "", time.monotonic()
    while True:
        seen = patiently(look)
        if seen.line != said:
            said = seen.line
            yield seen
        if seen.is_over:
            return
        if seen.stuck:
            raise Stuck(seen.stuck)
        patiently(partial(_check_workers, noun, began))
        time.sleep(LOOK_SECONDS)


def _check_workers(noun: str, began: float) -> None:
    """Workers that start together with this command, or the database, get a moment to show up."""
    if time.monotonic() - began < GRACE_SECONDS or is_just_back():
        return
    for silence in silent_lanes():
        raise Stuck(
            f"{_nobody(silence)}: start the workers with “make run”. The {noun} is kept and goes "
            "on then."
        )


def _nobody(silence: Silence) -> str:
    if silence.since is None:
        return "Nobody has ever worked here"
    return f"Nobody is working since {timezone.localtime(silence.since):%Y-%m-%d %H:%M:%S}"
