"""Numbers as people read them: medians of all rounds, ratios of what ran in the same round."""

from collections.abc import Mapping

from bench.measuring import Run, Runs, ratio
from bench.report import Table


def rounds(runs: list[Run]) -> str:
    return f"rounds: {len(runs)}"


def against(runs: Runs, ours: str, name: str) -> str:
    """The first as a part of the second; nothing beside itself."""
    return "" if name == ours else f"{ratio(runs[ours], runs[name]):.2f}"


def megabytes(size: float) -> str:
    return f"{size / 1e6:,.1f}"


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def memory_table(peaks: Mapping[int, int], of_what: str, others: Mapping[str, int]) -> Table:
    """Bytes at the peak, by number of rows; `others` are those of somebody else, by name."""
    rows = [(f"{number:,} {of_what}", megabytes(peak)) for number, peak in peaks.items()]
    *_, few, many = peaks.values()
    rows.append(("the last two differ by", f"{(many - few) / 1e6:+.1f}"))
    rows += [(name, megabytes(peak)) for name, peak in others.items()]
    return Table("Peak memory of the bulk worker", ("largest process, MB",), rows)
