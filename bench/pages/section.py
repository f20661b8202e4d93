"""Pages at a few and at very many exports."""

from dataclasses import dataclass
from pathlib import Path

from bench.browsing import pages_table
from bench.pages import compare
from bench.report import Report
from bench.section import Section


@dataclass(frozen=True)
class Sizes:
    exports: int
    fewer_exports: int
    requests: int


def measure(folder: Path, sizes: Sizes) -> Report:
    times = compare.measure(folder, sorted({sizes.fewer_exports, sizes.exports}), sizes.requests)
    title = f"Pages by how many exports there are, {sizes.requests} requests each, on {{}}"
    return [
        pages_table(title.format(database), {f"{size:,}": found for size, found in by_size.items()})
        for database, by_size in times.items()
    ]


PAGES = Section(
    name="pages",
    title="Pages after years of exports",
    compares=(
        "Whole pages of the running product, one request after the other, as a signed-in "
        "administrator gets them: with a thousand exports in the database, and with a hundred "
        "times as many; on SQLite, then on PostgreSQL on the same machine. Last come the page of "
        "an export of thirty days that runs, and what that page asks for every few seconds."
    ),
    limit="None was set. The last two columns are what the length of the past costs.",
    leaves_out=(
        "Many people at once, the time a browser needs to draw, and networks. Exports run "
        "nowhere meanwhile."
    ),
    full=Sizes(exports=100_000, fewer_exports=1_000, requests=60),
    reduced=Sizes(exports=100_000, fewer_exports=1_000, requests=20),
    tiny=Sizes(exports=20, fewer_exports=20, requests=2),
    measure=measure,
)
