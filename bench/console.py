"""A report as people read it while the benchmark runs."""

import sys

from rich import table
from rich.console import Console

from bench.report import Report, Table

# A pipe gets whole lines too.
console = Console(width=None if sys.stdout.isatty() else 110, highlight=False, markup=False)


def show(report: Report) -> None:
    for part in report:
        console.print(_drawn(part) if isinstance(part, Table) else part)


def _drawn(found: Table) -> table.Table:
    drawn = table.Table("", title=found.title, title_justify="left")
    for column in found.columns:
        drawn.add_column(column, justify="right" if column else "left")  # numbers have a title
    for row in found.rows:
        drawn.add_row(*row)
    return drawn
