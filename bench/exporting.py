"""The whole export, from the command to the file, by the real product against the sandbox."""

import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bench.measuring import Run, Runs, in_turns, measured, say
from bench.memory import family, forget_peaks, highest_peak
from bench.product import ROOT, Product, started
from bench.vendor import DAY, Vendor, running_vendor, serve

SITE = "Benchmark"
READY = "Threadkeep: from Done to READY"
TOTAL = "Threadkeep: from the command to the file"
VENDOR = "the sandbox serving the same files"
PEER = "a plain script: fetch, SHA-256, count"
DONE_AT = (
    "select v.at, e.finished_at, e.state, w.received_rows from exports_event v "
    "join exports_export e on e.id = v.export_id join exports_window w on w.export_id = e.id "
    "where v.sentence like 'OpenWeb has the data ready%' order by v.id desc limit 1"
)


@dataclass
class Exports:
    """The exports of one running product, and what each of them took, in order."""

    product: Product
    vendor: Vendor
    output: Path
    done_to_ready: list[Run] = field(default_factory=list)
    peaks: list[int] = field(default_factory=list)

    def add_site(self) -> None:
        options = ("--spot-id", self.vendor.spot_id)
        self._manage("add_site", SITE, *options, stdin=self.vendor.token)

    def run(self, rows: int) -> Run:
        """One export; raises AssertionError unless it ends READY with so many rows."""
        workers = family(self.product.child("celery", "-Q bulk"))
        forget_peaks(workers)
        where = ("--site", SITE, "--output", str(self.output))
        with measured() as run:
            self._manage("export", "range", DAY, DAY, *where)
        self.peaks.append(highest_peak(workers))
        [(done, ready, state, received)] = self.product.query(DONE_AT)
        assert (state, received) == ("ready", rows), (state, received)
        took = datetime.fromisoformat(ready) - datetime.fromisoformat(done)
        self.done_to_ready.append(Run(took.total_seconds()))
        return run

    def _manage(self, *arguments: str, stdin: str = "") -> None:
        command = self.product.manage(*arguments, stdin=stdin)
        out, err = command.communicate()
        assert command.returncode == 0, out + err


@dataclass(frozen=True)
class Results:
    """What each way took, and the bulk worker's peaks, in bytes, by number of rows."""

    runs: Runs
    peaks: dict[int, int]


def compare(folder: Path, rounds: int, rows: int, fewer_rows: int) -> Results:
    """Export both sizes, and the larger one in turns with the vendor's own time and a peer."""
    with running_vendor(folder / "vendor") as vendor:
        product = Product(folder / "product", vendor.url)
        with started(product):
            exports = Exports(product, vendor, folder / "all.csv.zip")
            exports.add_site()
            return _compare(exports, rounds, rows, fewer_rows)


def _compare(exports: Exports, rounds: int, rows: int, fewer_rows: int) -> Results:
    say(f"making and exporting {fewer_rows:,} comments")
    exports.vendor.make(fewer_rows)
    exports.run(fewer_rows)
    say(f"making {rows:,} comments")
    links = exports.vendor.make(rows)
    contestants = {
        VENDOR: lambda: serve(links),
        PEER: lambda: run_peer(links, rows),
        TOTAL: lambda: exports.run(rows),
    }
    runs = in_turns(rounds, contestants)
    peaks = {fewer_rows: exports.peaks[0], rows: max(exports.peaks[1:])}
    return Results({**runs, READY: exports.done_to_ready[1:]}, peaks)


def run_peer(links: list[str], rows: int) -> Run:
    with tempfile.TemporaryDirectory() as folder, measured() as run:
        command = [sys.executable, "-m", "bench.peer", folder]
        out = subprocess.check_output(command, cwd=ROOT, input="\n".join(links), text=True)
    assert out.splitlines()[-1] == f"{rows} {rows}", out
    return run
