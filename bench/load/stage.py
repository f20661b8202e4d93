"""The product with PostgreSQL and Redis by URL, with a past, and people who are signed in."""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from bench.load.made import Made, make
from bench.load.slow_readers import slowly_reading
from bench.load.walking import Kind, Plan, Visit, visits_in
from bench.measuring import say
from bench.product import ROOT, Product, started
from bench.servers import PostgreSQL, Redis
from bench.vendor import Vendor, running_vendor
from config.keys import MAKERS

SITE, TENANT = "Benchmark", "Benchmark"
BYTES_AT_A_TIME = 4096  # twice a second
TENANT_ID = f"select id from credentials_tenant where name = '{TENANT}'"


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


@contextmanager
def furnished(folder: Path, people: int, past: int, megabytes: int) -> Iterator[Stage]:
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
