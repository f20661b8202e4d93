"""The product with PostgreSQL and Redis by URL; people, exports and slow downloads at once."""

import math
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, cycle, islice
from pathlib import Path

import psutil

from bench.load.made import Made, make
from bench.load.slow_readers import slowly_reading
from bench.load.walking import Kind, Plan, Visit, visits_in
from bench.measuring import say
from bench.memory import family
from bench.product import ROOT, Product, started
from bench.vendor import Vendor, running_vendor
from bench.watching import Used, watch
from config.keys import MAKERS
from tests.servers import PostgreSQL, Redis

SITE, TENANT = "Benchmark", "Benchmark"
MEGABYTES, A_MINUTE = 8, 1  # of the large file: more than kernels and slow readers take
BYTES_AT_A_TIME = 4096  # twice a second
FIRST_DAY = date(2025, 3, 1)
CONNECTIONS = (
    "select count(*), count(*) filter (where state like 'idle in transaction%') "
    "from pg_stat_activity where datname = current_database()"
)
TENANT_ID = f"select id from credentials_tenant where name = '{TENANT}'"


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


@dataclass(frozen=True)
class Stage:
    product: Product
    made: Made
    kinds: Mapping[str, Kind]

    def walk(self, seconds: float) -> Sequence[Visit]:
        plan = Plan(self.product.url, self.made.sessions, seconds, self.kinds)
        command = [sys.executable, "-m", "bench.load.walking"]
        told = subprocess.check_output(command, cwd=ROOT, input=plan.as_json(), text=True)
        return visits_in(told.splitlines())

    def walk_beside(self, seconds: float, slow: int) -> Sequence[Visit]:
        """While so many downloads are read slowly, each way to take the file in turn."""
        paths = list(islice(cycle(self.made.downloads), slow))
        with slowly_reading(
            self.product.url, self.made.sessions[0], paths, BYTES_AT_A_TIME
        ) as readers:
            visits = self.walk(seconds)
            assert readers.statuses == [200] * slow, readers.statuses
            assert not readers.finished, "slow downloads ended before the people did"
        return visits


def run(folder: Path, people: int, seconds: float, slow: int, past: int) -> Loaded:
    """The folder, which is there, holds it all; half of the seconds pass without slow downloads."""
    megabytes = MEGABYTES + math.ceil(seconds / 60) * A_MINUTE
    with _stage(folder, people, past, megabytes) as stage, ThreadPoolExecutor() as pool:
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
    for number in count():
        if ended.is_set():
            return number
        day = str(FIRST_DAY + timedelta(days=number))
        where = ("--site", SITE, "--output", str(folder / f"{day}.csv.zip"))
        product.manage_to_end("export", "range", day, day, *where)
    raise AssertionError


@contextmanager
def _stage(folder: Path, people: int, past: int, megabytes: int) -> Iterator[Stage]:
    with (
        PostgreSQL(folder / "database") as database,
        Redis(folder / "broker") as broker,
        running_vendor(folder / "vendor") as vendor,
    ):
        secrets = {name: new() for name, new in MAKERS.items()}
        urls = {"DATABASE_URL": database.fresh(), "REDIS_URL": broker.url}
        with started(Product(folder / "product", vendor.url, **urls, **secrets)) as product:
            say(f"making {past:,} exports and as many conversations")
            running = _past_exports(product, past)
            _connections_to(vendor, product, past)
            made = make(product, people, megabytes)
            [(tenant,)] = product.query(TENANT_ID)
            yield Stage(product, made, _kinds(made, running, tenant))


def _past_exports(product: Product, number: int) -> int:
    """Returns the id of one that runs."""
    command = [sys.executable, "-m", "bench.pages.rows", str(number)]
    return int(subprocess.check_output(command, cwd=ROOT, env=product.env, text=True))


def _connections_to(vendor: Vendor, product: Product, conversations: int) -> None:
    product.manage_to_end("add_site", SITE, "--spot-id", vendor.spot_id, stdin=vendor.token)
    vendor.keep_conversations(conversations)
    tenant = vendor.tenant
    claims = ("--issuer", tenant.issuer, "--subject", tenant.subject)
    options = ("--key-id", tenant.key_id, "--audience", tenant.audience, *claims)
    product.manage_to_end("add_tenant", TENANT, *options, stdin=tenant.secret)
    product.manage_to_end("sync_conversations", TENANT)


def _kinds(made: Made, running: int, tenant: int) -> Mapping[str, Kind]:
    exports, lists = "/exports/", f"/conversations/{tenant}/"
    filters = ("site=7", "q=part+7", "sort=title", "sort=-rows", "page=3", "state=ready")
    return {
        "overview": Kind(["/"]),
        "list of exports": Kind([exports]),
        "the list filtered or sorted": Kind([f"{exports}?{each}" for each in filters], 2),
        "an export that runs": Kind([f"{exports}{running}/"]),
        "what its page asks for": Kind([f"{exports}{running}/?seen="], 4, fragment=True),
        "an export that ended": Kind([f"{exports}{made.export}/"]),
        "conversations": Kind([lists, f"{lists}?text=council"], 2),
        "numbers beside the filters": Kind([f"{lists}numbers/"], fragment=True),
        "looking people up": Kind(["/people/"]),
        "downloading the large file": Kind(made.downloads[:1]),
    }
