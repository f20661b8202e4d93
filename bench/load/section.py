"""Many people at their pages while exports run and others download slowly."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.figures import megabytes, milliseconds
from bench.load.running import Loaded, run
from bench.load.walking import Visit
from bench.report import Report, Table
from bench.section import Section


@dataclass(frozen=True)
class Sizes:
    """`minutes` are those with slow downloads; half as many before them pass without."""

    people: int
    minutes: float
    slow_downloads: int
    past_exports: int


def measure(folder: Path, sizes: Sizes) -> Report:
    """Raises AssertionError if a single request went wrong."""
    loaded = run(folder, sizes.people, sizes.minutes * 60, sizes.slow_downloads, sizes.past_exports)
    problems = [visit.problem for visit in (*loaded.without, *loaded.visits) if visit.problem]
    assert not problems, f"{len(problems)} requests went wrong: {problems[:20]}"
    title = (
        f"{sizes.people} people, {sizes.slow_downloads} slow downloads, {sizes.minutes:g} minutes"
    )
    return [
        Table(title, ("requests", "median", "p95", "longest", "p95 with / without"), _rows(loaded)),
        Table("Meanwhile", ("",), _meanwhile(loaded, sizes)),
    ]


def _rows(loaded: Loaded) -> list[tuple[str, ...]]:
    kinds = dict.fromkeys(visit.kind for visit in loaded.visits)
    by_kind = [
        _row(kind, _seconds(loaded.visits, kind), _seconds(loaded.without, kind)) for kind in kinds
    ]
    return [*by_kind, _row("all", _seconds(loaded.visits), _seconds(loaded.without))]


def _seconds(visits: Sequence[Visit], kind: str = "") -> list[float]:
    return sorted(visit.seconds for visit in visits if kind in ("", visit.kind))


def _row(name: str, seconds: list[float], without: list[float]) -> tuple[str, ...]:
    p95 = _share(seconds, 0.95)
    ratio = f"{p95 / _share(without, 0.95):.2f}" if without else "none"
    times = (_share(seconds, 0.5), p95, seconds[-1])
    return (name, f"{len(seconds):,}", *map(milliseconds, times), ratio)


def _share(seconds: list[float], share: float) -> float:
    return seconds[int(len(seconds) * share)]


def _meanwhile(loaded: Loaded, sizes: Sizes) -> list[tuple[str, str]]:
    slowest = max(loaded.visits, key=lambda visit: visit.seconds)
    connections, in_transactions = loaded.connections
    minutes = sizes.minutes * 1.5
    return [
        ("requests that went wrong", "none"),
        ("the slowest of all", f"{slowest.kind}, {milliseconds(slowest.seconds)}"),
        (f"exports from order to file, in {minutes:g} minutes", f"{loaded.exports}"),
        ("web processes, of one processor", f"{loaded.web.share:.1%}"),
        ("memory of the web processes", f"{megabytes(loaded.web.memory)} MB"),
        ("workers, of one processor", f"{loaded.workers.share:.1%}"),
        ("memory of the workers", f"{megabytes(loaded.workers.memory)} MB"),
        ("connections to the database at the end", f"{connections}"),
        ("of them idle within a transaction", f"{in_transactions}"),
    ]


LOAD = Section(
    name="load",
    title="Fifty people, slow downloads and exports at once",
    compares=(
        "How long pages take while many people use them: each of them is signed in, opens a page, "
        "reads for one to five seconds and opens another one. Exports run one after the other all "
        "the time. First nobody downloads slowly, then twenty people do, a few kilobytes a second "
        "each. PostgreSQL and Redis are reached by URL."
    ),
    limit="No request goes wrong.",
    leaves_out=(
        "Everything runs on this one machine: the people, both servers, the vendor and the product "
        "share its processors. Networks, browsers and nginx are left out."
    ),
    full=Sizes(people=50, minutes=5, slow_downloads=20, past_exports=10_000),
    reduced=Sizes(people=50, minutes=1, slow_downloads=20, past_exports=10_000),
    tiny=Sizes(people=3, minutes=0.1, slow_downloads=3, past_exports=40),
    measure=measure,
)
