"""Three hosts share a database, a broker and a folder of files; each has workers and a beat."""

from collections.abc import Iterator
from functools import partial

import pytest

from providers.sandbox.server import Running
from tests.processes.exporting import assert_files_are_the_vendors, assert_ready, begin
from tests.processes.hosts import Host, kill_workers
from tests.processes.product import Product, wait_for

pytestmark = pytest.mark.processes

EXPORTS = 3
AT_WORK = (
    "select count(distinct pid) from jobs_heartbeat where stopped_at is null and woken_at is not "
    "null and seen_at > now() - interval '15 seconds'"
)
NEWEST_STATES = f"select state from exports_export order by id desc limit {EXPORTS}"
ASKED_AGAIN = "select count(*) from exports_event where sentence like '%Asking once more%'"


@pytest.fixture(scope="module")
def hosts(_served, tmp_path_factory) -> Iterator[tuple[Host, Host]]:
    folder = tmp_path_factory.mktemp("hosts")
    with Host(_served, folder / "second") as second, Host(_served, folder / "third") as third:
        wait_for("the workers of three hosts", lambda: at_work(_served) == 6)
        yield second, third


@pytest.mark.usefixtures("hosts")
def test_three_beats_ask_for_nothing_twice(served, vendor, tmp_path):
    commands = [begin(served, tmp_path, last_day=5 + number) for number in range(EXPORTS)]
    for command in commands:
        assert_ready(command)
    assert_files_are_the_vendors(served, vendor, windows=EXPORTS)
    assert len(vendor.requests("export")) == EXPORTS


def test_workers_killed_in_turn_lose_nothing(served, vendor, tmp_path, hosts):
    vendor.configure(rows_per_day=3000, rows_per_file=1500, download_bytes_per_second=400_000)
    commands = [begin(served, tmp_path, last_day=5 + number) for number in range(EXPORTS)]
    for kill in (partial(kill_workers, served), hosts[0].kill_workers, hosts[1].kill_workers):
        wait_for("the next download", partial(has_more, vendor, len(vendor.requests("file"))))
        kill()
    wait_for("all exports", lambda: set(served.query(NEWEST_STATES)) == {("ready",)}, 90)
    for command in commands:
        command.communicate()  # it may have given up waiting for workers that start anew
    assert_files_are_the_vendors(served, vendor, windows=EXPORTS)
    assert len(vendor.requests("export")) <= EXPORTS + served.query(ASKED_AGAIN)[0][0]


def has_more(vendor: Running, downloads: int) -> bool:
    return len(vendor.requests("file")) > downloads


def at_work(product: Product) -> int:
    return int(product.query(AT_WORK)[0][0])
