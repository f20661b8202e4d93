"""The whole product beside the vendor, and exports ordered as somebody types them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psutil

from bench.measuring import Run, measured
from bench.memory import family, forget_peaks, highest_peak
from bench.product import Product, started
from bench.vendor import Vendor, running_vendor

SITE = "Benchmark"


@dataclass(frozen=True)
class Order:
    """`words` follow `manage.py export`. `moments` is SQL for the newest export: since when it
    counts, when it had ended, its state, and how many it brought, which shall be `brings`."""

    words: tuple[str, ...]
    moments: str
    brings: int


@dataclass
class Exports:
    """The exports of one running product, and what each of them took, in order.

    The processor time in `to_ready` is that of the bulk worker; `peaks` are bytes of its memory.
    """

    product: Product
    vendor: Vendor
    output: Path
    to_ready: list[Run] = field(default_factory=list)
    peaks: list[int] = field(default_factory=list)

    def add_site(self) -> None:
        options = ("--spot-id", self.vendor.spot_id)
        self.product.manage_to_end("add_site", SITE, *options, stdin=self.vendor.token)

    def run(self, order: Order) -> Run:
        """From the command to the file; raises AssertionError unless all of it came."""
        workers = family(self.product.child("celery", "-Q bulk"))
        forget_peaks(workers)
        cpu = _cpu_seconds(workers)
        with measured() as run:
            words = ("export", *order.words, "--site", SITE, "--output", str(self.output))
            self.product.manage_to_end(*words)
        self.peaks.append(highest_peak(workers))
        [(since, ended, state, brought)] = self.product.query(order.moments)
        assert (state, brought) == ("ready", order.brings), (state, brought)
        self.to_ready.append(Run(seconds_between(since, ended), _cpu_seconds(workers) - cpu))
        return run


@contextmanager
def running_exports(folder: Path) -> Iterator[Exports]:
    """Everything is in the folder, which is there."""
    with running_vendor(folder / "vendor") as vendor:
        product = Product(folder / "product", vendor.url)
        with started(product):
            exports = Exports(product, vendor, folder / "all.csv.zip")
            exports.add_site()
            yield exports


def seconds_between(began: str, ended: str) -> float:
    return (datetime.fromisoformat(ended) - datetime.fromisoformat(began)).total_seconds()


def _cpu_seconds(processes: list[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)
