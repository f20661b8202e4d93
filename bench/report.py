"""The tables: medians of all rounds, and ratios of what ran in the same round."""

import sys

from rich.console import Console
from rich.table import Table

from bench import exporting, fetching
from bench.measuring import Runs, median_cpu, median_seconds, ratio

# A pipe gets whole lines too.
console = Console(width=None if sys.stdout.isatty() else 110, highlight=False)


def show_machine(facts: dict[str, str]) -> None:
    table = Table(title="Machine", show_header=False, title_justify="left")
    for name, fact in facts.items():
        table.add_row(name, fact)
    console.print(table)


def show_fetching(runs: Runs, megabytes: int) -> None:
    rounds = len(runs[fetching.OURS])
    title = f"One file of {megabytes} MB over loopback, rounds: {rounds}"
    table = _table(title, "median", "MB/s", "processor", "ours / theirs")
    for name, theirs in runs.items():
        seconds = median_seconds(theirs)
        speed, cpu = f"{megabytes / seconds:,.0f}", f"{median_cpu(theirs):.2f} s"
        table.add_row(name, f"{seconds:.2f} s", speed, cpu, _against(runs, fetching.OURS, name))
    console.print(table)


def show_exporting(results: exporting.Results, rows: int) -> None:
    runs = results.runs
    rounds = len(runs[exporting.READY])
    title = f"{rows:,} comments, rounds: {rounds}"
    table = _table(title, "median", "rows/s", "Done to READY / this")
    for name, theirs in runs.items():
        seconds = median_seconds(theirs)
        compared = "" if name == exporting.TOTAL else _against(runs, exporting.READY, name)
        table.add_row(name, f"{seconds:.2f} s", f"{rows / seconds:,.0f}", compared)
    console.print(table)
    show_memory(results.peaks)


def show_memory(peaks: dict[int, int]) -> None:
    table = _table("Peak memory of the bulk worker", "largest process, MB")
    for rows, peak in peaks.items():
        table.add_row(f"{rows:,} comments", f"{peak / 1e6:.1f}")
    few, many = peaks.values()
    table.add_row("difference", f"{(many - few) / 1e6:+.1f}")
    console.print(table)


def _against(runs: Runs, ours: str, name: str) -> str:
    return "" if name == ours else f"{ratio(runs[ours], runs[name]):.2f}"


def _table(title: str, *columns: str) -> Table:
    table = Table("", title=title, title_justify="left")
    for column in columns:
        table.add_column(column, justify="right")
    return table
