"""Workers and beat tell that they live, from their start to their end, whichever end that is."""

from typing import NamedTuple

import psutil
import pytest

from tests.processes.product import Product, running_product, wait_for

pytestmark = pytest.mark.processes


class Sign(NamedTuple):
    pid: int
    seen_at: str
    woken_at: str | None
    stopped_at: str | None


@pytest.fixture
def sign_of(product: Product):
    """The row of a worker of the fast lane, once it was woken."""

    def find(worker: psutil.Process) -> Sign:
        columns = ", ".join(Sign._fields)
        rows = f"SELECT {columns} FROM jobs_heartbeat WHERE lane = 'fast' AND pid = {worker.pid}"
        return wait_for(
            "a worker's sign", lambda: [Sign(*row) for row in product.query(rows) if row[2]]
        )[0]

    return find


def fast_worker(product: Product) -> psutil.Process:
    return wait_for("a worker", lambda: _running(product))


def _running(product: Product) -> psutil.Process | None:
    try:
        return product.child("worker", "-Q fast")
    except (AssertionError, psutil.NoSuchProcess):
        return None


def test_a_worker_speaks_for_its_pool_also_when_that_was_killed(product, sign_of):
    worker = fast_worker(product)
    before = sign_of(worker)
    for child in worker.children():
        child.kill()
    wait_for("a later wake-up", lambda: sign_of(worker).woken_at > before.woken_at)
    wait_for("a later sign", lambda: sign_of(worker).seen_at > before.seen_at)
    pids = product.query("SELECT pid FROM jobs_heartbeat WHERE lane = 'fast'")
    assert not {pid for (pid,) in pids} & {child.pid for child in worker.children()}


def test_a_worker_that_was_killed_leaves_its_last_sign(product, sign_of):
    worker = fast_worker(product)
    sign_of(worker)
    worker.kill()
    worker.wait(30)
    assert not sign_of(worker).stopped_at
    assert sign_of(fast_worker(product)).pid != worker.pid


@pytest.mark.parametrize("process", ["fast", "bulk", "beat"])
def test_health_checks_find_each_of_them(product, sign_of, process):
    sign_of(fast_worker(product))
    product.manage_to_end("check_alive", process)


def test_beat_tells_that_the_broker_takes_its_wake_ups(product):
    rows = "SELECT pid FROM jobs_beat WHERE broker_seen_at IS NOT NULL AND stopped_at IS NULL"
    wait_for("beat's sign", lambda: product.query(rows) == [(product.child("--quiet beat").pid,)])


def test_all_that_were_asked_to_end_say_goodbye(tmp_path, vendor):
    with running_product(tmp_path, vendor) as product:
        wait_for("workers", lambda: len(product.query("SELECT 1 FROM jobs_heartbeat")) == 2)
        wait_for("beat", lambda: product.query("SELECT 1 FROM jobs_beat"))
    for table in ("jobs_heartbeat", "jobs_beat"):
        assert not product.query(f"SELECT pid FROM {table} WHERE stopped_at IS NULL")
