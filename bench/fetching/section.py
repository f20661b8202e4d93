"""Our fetch loop against curl."""

from dataclasses import dataclass
from pathlib import Path

from bench.fetching import compare
from bench.figures import against, rounds
from bench.measuring import Runs, median_cpu, median_seconds
from bench.report import Report, Table
from bench.section import Section


@dataclass(frozen=True)
class Sizes:
    rounds: int
    megabytes: int


def measure(folder: Path, sizes: Sizes) -> Report:
    runs = compare.compare(folder, sizes.rounds, sizes.megabytes)
    return [_table(runs, sizes.megabytes)]


def _table(runs: Runs, size: int) -> Table:
    rows = []
    for name, theirs in runs.items():
        seconds = median_seconds(theirs)
        speed, cpu = f"{size / seconds:,.0f}", f"{median_cpu(theirs):.2f} s"
        compared = against(runs, compare.OURS, name)
        rows.append((name, f"{seconds:.2f} s", speed, cpu, compared))
    title = f"One file of {size} MB over loopback, {rounds(runs[compare.OURS])}"
    return Table(title, ("median", "MB/s", "processor", "Threadkeep / this"), rows)


FETCHING = Section(
    name="fetching",
    title="Fetching one large file",
    compares=(
        "Threadkeep's own download, as a worker runs it (bytes to disk, SHA-256, fsync, progress "
        "in the database), beside curl with sha256sum, and beside curl with OpenSSL's SHA-256 and "
        "sync. All fetch the same incompressible file from a third process."
    ),
    limit="None was set. Above 1.00, Threadkeep takes longer than that row.",
    leaves_out=(
        "Networks and TLS: over loopback it shows what each program adds, not how long a "
        "download from a vendor takes."
    ),
    full=Sizes(rounds=7, megabytes=256),
    reduced=Sizes(rounds=5, megabytes=128),
    tiny=Sizes(rounds=1, megabytes=1),
    measure=measure,
    needs=("curl", "sha256sum"),
)
