"""People, exports and slow downloads at once."""

import math
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import psutil

from bench.load.stage import SITE, furnished
from bench.load.walking import Visit
from bench.measuring import say
from bench.memory import family
from bench.product import Product
from bench.watching import Used, watch

MEGABYTES, A_MINUTE = 8, 1  # of the large file: more than kernels and slow readers take
FIRST_DAY = date(2025, 3, 1)
CONNECTIONS = (
    "select count(*), count(*) filter (where state like 'idle in transaction%') "
    "from pg_stat_activity where datname = current_database()"
)


@dataclass(frozen=True)
class Loaded:
    """What happened without slow downloads and then with them.

    `web` and `workers` are what their processes used with them; `connections` to the database are
    those of all processes at the end, and how many of them were idle within a transaction.
    """

    without: Sequence[Visit]
    visits: Sequence[Visit]
    exports: int
    web: Used
    workers: Used
    connections: tuple[int, int]


def run(folder: Path, people: int, seconds: float, slow: int, past: int) -> Loaded:
    """The folder, which is there, holds it all; half of the seconds pass without slow downloads."""
    megabytes = MEGABYTES + math.ceil(seconds / 60) * A_MINUTE
    with furnished(folder, people, past, megabytes) as stage, ThreadPoolExecutor() as pool:
        product, ended = stage.product, threading.Event()
        ordered = pool.submit(_export, product, folder, ended)
        try:
            say(f"{people} people, no slow downloads")
            without = stage.walk(seconds / 2)
            say(f"{people} people, {slow} slow downloads")
            web, workers = (
                pool.submit(watch, processes, seconds) for processes in _processes(product)
            )
            visits = stage.walk_beside(seconds, slow)
            [connections] = product.query(CONNECTIONS)
        finally:
            ended.set()
        return Loaded(
            without, visits, ordered.result(), web.result(), workers.result(), connections
        )


def _processes(product: Product) -> Iterator[list[psutil.Process]]:
    yield family(product.child("gunicorn"))
    lanes = (family(product.child("celery", f"-Q {lane}")) for lane in ("fast", "bulk"))
    yield [process for lane in lanes for process in lane]


def _export(product: Product, folder: Path, ended: threading.Event) -> int:
    """One day after the other, as somebody types it; returns how many."""
    number = 0
    while not ended.is_set():
        day = str(FIRST_DAY + timedelta(days=number))
        where = ("--site", SITE, "--output", str(folder / f"{day}.csv.zip"))
        product.manage_to_end("export", "range", day, day, *where)
        number += 1
    return number
