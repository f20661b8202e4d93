"""The table of waiting for many exports: a column for each way."""

from collections.abc import Callable

from bench.lateness import share
from bench.polling import OURS, PAUSES, Results
from bench.polling_plan import EXPORTS, SPOTS, Measured
from bench.report import console, table_of

NOTES = (
    "What was never asked after counts as late as the time was up, in the minute it was due. "
    "Threadkeep's workers are woken once a second, so half a second late is usual. It notes each "
    "answer in its database, and a worker that dies loses nothing; the tasks keep nothing."
)
Cell = Callable[[Measured], str]


def show(results: Results, minutes: float, pause: str) -> None:
    seconds = PAUSES[pause]
    pauses = f"pauses of {seconds:g} s" if seconds else "pauses from 2 s to 60 s"
    title = f"{EXPORTS} exports at {SPOTS} spots, polled for {minutes:g} minutes, {pauses}"
    table = table_of(title, *results)
    for what, cell in _rows(results[OURS]).items():
        table.add_row(what, *map(cell, results.values()))
    console.print(table)
    console.print(NOTES)


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
        "processor, ours / this": lambda one: f"{ours.used.share / one.used.share:.1f}",
        "memory, ours / this": lambda one: f"{ours.used.memory / one.used.memory:.1f}",
    }


def _late_in(minute: int) -> Cell:
    return lambda one: _seconds(share(one.late.by_minute[minute], 0.99))


def _seconds(late: float | None) -> str:
    return "none due" if late is None else f"{late:.2f} s"
