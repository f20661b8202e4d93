"""An article's history against a script that replays it."""

from dataclasses import dataclass
from pathlib import Path

from bench.articles import compare
from bench.articles.compare import Results
from bench.articles.steps import Steps
from bench.figures import against, memory_table, rounds
from bench.measuring import Runs, median_cpu, median_seconds
from bench.peers import PYTHON
from bench.report import Report, Table
from bench.section import Section

FLAT = "What grows first are SQLite's buffers of fixed size, for pages and for sorting."


@dataclass(frozen=True)
class Sizes:
    rounds: int
    events: int
    fewer_events: int
    fewest_events: int


def measure(folder: Path, sizes: Sizes) -> Report:
    fewer = (sizes.fewest_events, sizes.fewer_events)
    results = compare.compare(folder, sizes.rounds, sizes.events, fewer)
    memory = memory_table(results.peaks, "events", {compare.PEER: results.peer_peak})
    why = [_why_slower(results, results.steps)] if results.steps else []
    return [_table(results.runs, sizes.events), *why, memory, FLAT]


def _table(runs: Runs, size: int) -> Table:
    rows = []
    for name, theirs in runs.items():
        seconds = median_seconds(theirs)
        # Elsewhere it is the asking program's own, which says nothing.
        known = name in (compare.READY, compare.PEER)
        cpu = f"{median_cpu(theirs):.2f} s" if known else ""
        compared = "" if name == compare.TOTAL else against(runs, name, compare.READY)
        rows.append((name, f"{seconds:.2f} s", f"{size / seconds:,.0f}", cpu, compared))
    title = f"An article of {size:,} events, {rounds(runs[compare.READY])}"
    return Table(title, ("median", "events/s", "processor", "this / order to READY"), rows)


def _why_slower(results: Results, steps: Steps) -> str:
    """Why the script takes less than half of our time, in numbers of this run."""
    ours, theirs = (median_cpu(results.runs[name]) for name in (compare.READY, compare.PEER))
    return (
        f"Why below {compare.REASON_BELOW}: {results.waited:.2f} s passed before a worker took "
        f"the order up, and the worker computed for {ours:.2f} s, the script for {theirs:.2f} s. "
        f"Alone, with the answer on disk, reading its JSON takes Threadkeep {steps.reading:.2f} s, "
        f"replaying it on disk {steps.replaying:.2f} s and packing {steps.packing:.2f} s. The "
        "script replays in memory, which grows with the article."
    )


ARTICLES = Section(
    name="articles",
    title="Exporting an article's history",
    compares=(
        "One article from the order until it is ready, and from the command until the file is "
        "there. Beside it the stand-in merely making and serving the feed, and a plain script "
        "that fetches it, replays it in a dictionary and writes the same zip, to the byte."
    ),
    limit=(
        f"The script takes no less than {compare.REASON_BELOW} of Threadkeep's time, else this "
        "page says why. Memory stays flat."
    ),
    leaves_out=(
        "OpenWeb's own time and its network, updates of an export, and breaks: the script believes "
        "whatever comes, holds all of it in memory and cannot go on after a stop."
    ),
    full=Sizes(rounds=3, events=300_000, fewer_events=100_000, fewest_events=30_000),
    reduced=Sizes(rounds=3, events=100_000, fewer_events=30_000, fewest_events=10_000),
    tiny=Sizes(rounds=1, events=300, fewer_events=100, fewest_events=30),
    measure=measure,
    needs=(PYTHON,),
)
