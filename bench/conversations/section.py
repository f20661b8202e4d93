"""onQ's whole list against dlt and a bare loop, and pages of lists."""

from dataclasses import dataclass
from pathlib import Path

from bench.browsing import pages_table
from bench.conversations import compare
from bench.conversations.compare import DLT, LISTED, OURS, Results
from bench.figures import against, megabytes, rounds
from bench.measuring import Runs, median_seconds, ratio
from bench.peers import PYTHON
from bench.report import Report, Table
from bench.section import Section


@dataclass(frozen=True)
class Sizes:
    rounds: int
    number: int
    fewer: int
    requests: int


def measure(folder: Path, sizes: Sizes) -> Report:
    results = compare.compare(folder, sizes.rounds, sizes.number, sizes.fewer, sizes.requests)
    title = f"Pages by how many conversations there are, {sizes.requests} requests each, on SQLite"
    pages = {f"{size:,}": times for size, times in results.pages.items()}
    return [_table(results, sizes.number), _in_words(results.runs), pages_table(title, pages)]


def _table(results: Results, number: int) -> Table:
    rows = []
    for name, theirs in results.runs.items():
        seconds, memory = median_seconds(theirs), megabytes(results.peaks[name])
        compared = against(results.runs, name, OURS)
        rows.append((name, f"{seconds:.2f} s", f"{number / seconds:,.0f}", memory, compared))
    title = f"{number:,} of onQ's conversations, {rounds(results.runs[OURS])}"
    columns = ("median", "conversations/s", "memory above idle, MB", "this / Threadkeep")
    return Table(title, columns, rows)


def _in_words(runs: Runs) -> str:
    listed, whole = (ratio(runs[DLT], runs[ours]) for ours in (LISTED, OURS))
    return (
        f"dlt as it comes, which reads the list once, took {listed:.1f} times as long as it took "
        f"here until all were listed, and {whole:.1f} times as long as the run with its second "
        "reading, which looks for what the first one missed."
    )


CONVERSATIONS = Section(
    name="conversations",
    title="Synchronising onQ's conversations",
    compares=(
        "A tenant's complete list into Threadkeep's database, ordered by the command line from the "
        "running product. Beside it dlt's REST source into DuckDB, merged by id, as it comes and "
        "with its fastest format, and a bare requests loop that keeps nothing. Then pages of the "
        "list, near its beginning and far from it."
    ),
    limit=(
        "Five times as fast as dlt as it comes; at most 150 MB of memory above idle; pages do not "
        "get slower with the depth of the list."
    ),
    leaves_out=(
        "onQ's own time and its network, which everybody pays alike. dlt keeps no history and "
        "reads once, so that a row which moves to an earlier page while it reads is lost to it."
    ),
    full=Sizes(rounds=3, number=100_000, fewer=1_000, requests=60),
    reduced=Sizes(rounds=1, number=100_000, fewer=1_000, requests=40),
    tiny=Sizes(rounds=1, number=60, fewer=30, requests=2),
    measure=measure,
    needs=(PYTHON,),
)
