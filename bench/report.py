"""The tables: medians of all rounds, and ratios of what ran in the same round."""

import sys
from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from bench import articles, conversations, exporting, fetching, list_pages
from bench.article_steps import Steps
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
    table = table_of(title, "median", "MB/s", "processor", "ours / theirs")
    for name, theirs in runs.items():
        seconds = median_seconds(theirs)
        speed, cpu = f"{megabytes / seconds:,.0f}", f"{median_cpu(theirs):.2f} s"
        table.add_row(name, f"{seconds:.2f} s", speed, cpu, _against(runs, fetching.OURS, name))
    console.print(table)


def show_exporting(results: exporting.Results, rows: int) -> None:
    runs = results.runs
    rounds = len(runs[exporting.READY])
    title = f"{rows:,} comments, rounds: {rounds}"
    table = table_of(title, "median", "rows/s", "Done to READY / this")
    for name, theirs in runs.items():
        seconds = median_seconds(theirs)
        compared = "" if name == exporting.TOTAL else _against(runs, exporting.READY, name)
        table.add_row(name, f"{seconds:.2f} s", f"{rows / seconds:,.0f}", compared)
    console.print(table)
    console.print(_memory(results.peaks, "comments"))


def show_article(results: articles.Results, events: int) -> None:
    runs = results.runs
    title = f"An article of {events:,} events, rounds: {len(runs[articles.READY])}"
    table = table_of(title, "median", "events/s", "processor", "this / order to READY")
    for name, theirs in runs.items():
        seconds = median_seconds(theirs)
        # Elsewhere it is the asking program's own, which says nothing.
        known = name in (articles.READY, articles.PEER)
        cpu = f"{median_cpu(theirs):.2f} s" if known else ""
        compared = "" if name == articles.TOTAL else _against(runs, name, articles.READY)
        table.add_row(name, f"{seconds:.2f} s", f"{events / seconds:,.0f}", cpu, compared)
    console.print(table)
    if results.steps:
        console.print(_why_slower(results, results.steps))
    memory = _memory(results.peaks, "events")
    memory.add_row(articles.PEER, _megabytes(results.peer_peak))
    console.print(memory)
    console.print("What grows first are SQLite's buffers of fixed size, for pages and for sorting.")


def show_conversations(results: conversations.Results, number: int) -> None:
    runs = results.runs
    title = f"{number:,} of onQ's conversations, rounds: {len(runs[conversations.OURS])}"
    columns = ("median", "conversations/s", "memory above idle, MB", "this / Threadkeep")
    table = table_of(title, *columns)
    for name, theirs in runs.items():
        seconds, memory = median_seconds(theirs), _megabytes(results.peaks[name])
        compared = _against(runs, name, conversations.OURS)
        table.add_row(name, f"{seconds:.2f} s", f"{number / seconds:,.0f}", memory, compared)
    console.print(table)
    listed, whole = (
        ratio(runs[conversations.DLT], runs[ours])
        for ours in (conversations.LISTED, conversations.OURS)
    )
    console.print(
        f"dlt as it comes, which reads the list once, took {listed:.1f} times as long as it took "
        f"here until all were listed, and {whole:.1f} times as long as the run with its second "
        "reading, which looks for what the first one missed."
    )


def show_pages(of_what: str, pages: Mapping[int, Mapping[str, list_pages.Times]]) -> None:
    sizes = list(pages)
    columns = [f"{size:,}: {what}" for size in sizes for what in ("median", "p95")]
    table = table_of(f"Pages by how many {of_what}, {list_pages.REQUESTS} requests each", *columns)
    for what in pages[sizes[0]]:
        times = [pages[size][what] for size in sizes]
        cells = [_milliseconds(one) for each in times for one in (each.median, each.p95)]
        table.add_row(what, *cells)
    console.print(table)


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def _why_slower(results: articles.Results, steps: Steps) -> str:
    """Why the script takes less than half of our time, in numbers of this run."""
    ours, theirs = (median_cpu(results.runs[name]) for name in (articles.READY, articles.PEER))
    return (
        f"Why below {articles.REASON_BELOW}: {results.waited:.2f} s passed before a worker took "
        f"the order up, and the worker computed for {ours:.2f} s, the script for {theirs:.2f} s. "
        f"Alone, with the answer on disk, reading its JSON takes us {steps.reading:.2f} s, "
        f"replaying it on disk {steps.replaying:.2f} s and packing {steps.packing:.2f} s. The "
        "script replays in memory, which grows with the article."
    )


def _memory(peaks: dict[int, int], of_what: str) -> Table:
    table = table_of("Peak memory of the bulk worker", "largest process, MB")
    for number, peak in peaks.items():
        table.add_row(f"{number:,} {of_what}", _megabytes(peak))
    *_, few, many = peaks.values()
    table.add_row("the last two differ by", f"{(many - few) / 1e6:+.1f}")
    return table


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f}"


def _against(runs: Runs, ours: str, name: str) -> str:
    return "" if name == ours else f"{ratio(runs[ours], runs[name]):.2f}"


def table_of(title: str, *columns: str) -> Table:
    table = Table("", title=title, title_justify="left")
    for column in columns:
        table.add_column(column, justify="right")
    return table
