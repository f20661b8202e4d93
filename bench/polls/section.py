"""Waiting for many exports, against a sleeping task each."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.peers import PYTHON
from bench.polls import compare
from bench.polls.compare import OURS
from bench.polls.lateness import share
from bench.polls.ours import STEADY_PAUSE
from bench.polls.plan import EXPORTS, SPOTS, Measured
from bench.report import Report, Table
from bench.section import Section

Cell = Callable[[Measured], str]
NOTES = (
    "What was never asked after counts as late as the time was up, in the minute it was due. "
    "Threadkeep's workers are woken once a second, so half a second late is usual."
)


@dataclass(frozen=True)
class Sizes:
    """`growing` is 1 for pauses from 2 to 60 seconds, 0 for steady ones; minutes of each way."""

    minutes: float
    growing: int


def measure(folder: Path, sizes: Sizes) -> Report:
    growing = bool(sizes.growing)
    results = compare.compare(folder, sizes.minutes, growing=growing)
    pauses = "pauses from 2 s to 60 s" if growing else f"pauses of {STEADY_PAUSE:g} s"
    title = f"{EXPORTS} exports at {SPOTS} spots, polled for {sizes.minutes:g} minutes, {pauses}"
    rows = [(what, *map(cell, results.values())) for what, cell in _rows(results[OURS]).items()]
    return [Table(title, tuple(results), rows), NOTES]


def _rows(ours: Measured) -> dict[str, Cell]:
    minutes = range(len(ours.late.by_minute))
    return {
        "exports polled": lambda one: f"{one.late.polled}",
        "polls that were due": lambda one: f"{len(one.late.every):,}",
        "late, median": lambda one: _seconds(share(one.late.every, 0.5)),
        "late, p99": lambda one: _seconds(share(one.late.every, 0.99)),
        **{f"late, p99 of minute {minute + 1}": _late_in(minute) for minute in minutes},
        "the workers' processor, of one": lambda one: f"{one.used.share:.1%}",
        "their memory": lambda one: f"{one.used.memory / 1e6:,.0f} MB",
        "processor, ours / this": lambda one: _times(ours.used.share, one.used.share),
        "memory, ours / this": lambda one: _times(ours.used.memory, one.used.memory),
    }


def _late_in(minute: int) -> Cell:
    return lambda one: _seconds(share(one.late.by_minute[minute], 0.99))


def _times(ours: float, theirs: float) -> str:
    return f"{ours / theirs:.1f}" if theirs else "they used none"


def _seconds(late: float | None) -> str:
    return "none due" if late is None else f"{late:.2f} s"


POLLS = Section(
    name="polls",
    title="Waiting for 200 exports at once",
    compares=(
        "How late OpenWeb is asked whether an export is done, and what that costs: one fast worker "
        "of the product, beside the usual shape with Celery, a task an export that sleeps between "
        "its polls, once with as many slots as that worker has and once with a thread for each."
    ),
    limit="The 99th percentile of lateness does not grow from the first minute to the last.",
    leaves_out=(
        "The ways wait one after the other, not in turns. The tasks keep nothing and tell nobody; "
        "Threadkeep notes each answer in its database, and a worker that dies loses nothing."
    ),
    full=Sizes(minutes=5, growing=0),
    reduced=Sizes(minutes=1, growing=0),
    tiny=Sizes(minutes=0.05, growing=0),
    measure=measure,
    needs=(PYTHON,),
)
