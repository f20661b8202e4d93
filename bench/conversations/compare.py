"""onQ's complete list into Threadkeep, against dlt's REST source and a bare loop."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bench.browsing import ADMIN, Times
from bench.conversations import list_pages
from bench.measuring import Contestants, Run, Runs, in_turns, measured, say
from bench.memory import family, growth
from bench.peers import Script
from bench.product import Product, started
from bench.vendor import Vendor, running_vendor

LISTED = "Threadkeep: from the command until all are listed"
OURS = "Threadkeep: to its end, the list read twice"
DLT = "dlt: REST source into DuckDB"
DLT_JSON = "dlt, loading JSON Lines"
LOOP = "a bare requests loop, kept nowhere"
KEPT = (
    "select count(*) from conversations_conversation c "
    "join credentials_tenant t on t.id = c.tenant_id where t.name = '{name}'"
)
FIRST_PASS = (
    "select min(p.ended_at) from conversations_pass p "
    "join credentials_tenant t on t.id = p.tenant_id where t.name = '{name}'"
)


@dataclass(frozen=True)
class Results:
    """What each way took, and the most memory that it held above its idle, in bytes; and how long
    pages of lists take, by how many conversations there are."""

    runs: Runs
    peaks: dict[str, int]
    pages: Mapping[int, Mapping[str, Times]]


@dataclass
class Lists:
    """One vendor's list, read whole by one way after the other into something empty."""

    vendor: Vendor
    product: Product
    number: int
    peaks: dict[str, int] = field(default_factory=dict)
    listed: list[Run] = field(default_factory=list)
    names: Iterator[int] = field(default_factory=count)
    latest: str = ""

    def contestants(self) -> Contestants:
        return {
            LOOP: lambda: self._script(LOOP, "bench.conversations.loop_peer"),
            DLT: lambda: self._script(DLT, "bench.conversations.dlt_peer"),
            DLT_JSON: lambda: self._script(DLT_JSON, "bench.conversations.dlt_peer", "jsonl"),
            OURS: self._ours,
        }

    def warm_up(self) -> None:
        """The sandbox makes conversations when they are first asked for; nobody pays for that."""
        self._script(LOOP, "bench.conversations.loop_peer")

    def _script(self, name: str, module: str, *options: str) -> Run:
        script = Script(module, [*self.vendor.access(), *options])
        run = script.run()
        rows, peak = map(int, script.said)
        self._keep(name, rows, peak)
        return run

    def _ours(self) -> Run:
        """For a tenant of which nothing is known yet: so the list is read again, to be sure."""
        name = self.add_tenant()
        began = datetime.now(UTC)
        workers = family(self.product.child("celery", "-Q bulk"))
        with growth(workers) as memory, measured() as run:
            self.product.manage_to_end("sync_conversations", name)
        [(rows,)] = self.product.query(KEPT.format(name=name))
        self._keep(OURS, rows, memory.size)
        [(ended,)] = self.product.query(FIRST_PASS.format(name=name))
        listed = datetime.fromisoformat(ended).replace(tzinfo=UTC) - began
        self.listed.append(Run(listed.total_seconds()))
        return run

    def add_tenant(self) -> str:
        """onQ's one tenant under a new name, which nothing hinders here."""
        self.latest = name = f"Benchmark {next(self.names)}"
        tenant = self.vendor.tenant
        claims = ("--issuer", tenant.issuer, "--subject", tenant.subject)
        options = ("--key-id", tenant.key_id, "--audience", tenant.audience, *claims)
        self.product.manage_to_end("add_tenant", name, *options, stdin=tenant.secret)
        return name

    def synchronised(self, number: int) -> str:
        """The name of a tenant whose list of so many is here."""
        self.vendor.keep_conversations(number)
        name = self.add_tenant()
        self.product.manage_to_end("sync_conversations", name)
        return name

    def _keep(self, name: str, rows: int, peak: int) -> None:
        assert rows == self.number, f"{name}: {rows} of {self.number}"
        self.peaks[name] = max(peak, self.peaks.get(name, 0))


def compare(folder: Path, rounds: int, number: int, fewer: int, requests: int) -> Results:
    """Read all of a tenant's conversations, in turns, then pages of its list, and of one with
    `fewer`; the folder, which is there, holds it all."""
    with running_lists(folder, number) as lists:
        small = lists.synchronised(fewer)
        say(f"making {number:,} conversations")
        lists.vendor.keep_conversations(number)
        lists.warm_up()
        runs = in_turns(rounds, lists.contestants())
        lists.peaks[LISTED] = lists.peaks[OURS]
        say("asking for pages of lists")
        pages = {
            size: list_pages.measure(lists.product, name, size, requests)
            for size, name in ((fewer, small), (number, lists.latest))
        }
        return Results({**runs, LISTED: lists.listed}, lists.peaks, pages)


@contextmanager
def running_lists(folder: Path, number: int) -> Iterator[Lists]:
    with (
        running_vendor(folder / "vendor") as vendor,
        started(Product(folder / "product", vendor.url, **ADMIN)) as product,
    ):
        yield Lists(vendor, product, number)
