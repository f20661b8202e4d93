"""The whole export of a day against the vendor's own time and a plain script."""

from dataclasses import dataclass
from pathlib import Path

from bench.figures import against, memory_table, rounds
from bench.measuring import Runs, median_seconds
from bench.peers import PYTHON
from bench.ranges import compare
from bench.report import Report, Table
from bench.section import Section


@dataclass(frozen=True)
class Sizes:
    rounds: int
    rows: int
    fewer_rows: int


def measure(folder: Path, sizes: Sizes) -> Report:
    results = compare.compare(folder, sizes.rounds, sizes.rows, sizes.fewer_rows)
    return [_table(results.runs, sizes.rows), memory_table(results.peaks, "comments", {})]


def _table(runs: Runs, size: int) -> Table:
    rows = []
    for name, theirs in runs.items():
        seconds = median_seconds(theirs)
        compared = "" if name == compare.TOTAL else against(runs, compare.READY, name)
        rows.append((name, f"{seconds:.2f} s", f"{size / seconds:,.0f}", compared))
    title = f"{size:,} comments, {rounds(runs[compare.READY])}"
    return Table(title, ("median", "rows/s", "Done to READY / this"), rows)


RANGES = Section(
    name="ranges",
    title="Exporting a range of dates",
    compares=(
        "One day of comments in files of 100,000 rows, ordered by the command line from the "
        "running product: from the vendor's Done until the export is ready, and from the command "
        "until the file is there. Beside it the stand-in merely serving the same files, and a "
        "plain script that downloads them, takes their SHA-256, unzips them and counts the rows."
    ),
    limit="Memory stays flat: the bulk worker's peak does not grow with the number of comments.",
    leaves_out=(
        "OpenWeb's own time and its network. The script keeps nothing, resumes nothing, checks "
        "neither dates nor spots and merges nothing; Threadkeep does all of that in its time."
    ),
    full=Sizes(rounds=3, rows=1_000_000, fewer_rows=100_000),
    reduced=Sizes(rounds=3, rows=300_000, fewer_rows=100_000),
    tiny=Sizes(rounds=1, rows=200, fewer_rows=100),
    measure=measure,
    needs=(PYTHON,),
)
