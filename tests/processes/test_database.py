"""The database restarts, is killed or hangs while workers ask, poll and download."""

import signal
import time
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psycopg
import pytest

from tests.processes.exporting import assert_files_are_the_vendors, assert_ready, begin
from tests.processes.product import Product, wait_for

pytestmark = pytest.mark.processes

MOMENTS = ("after_post", "polled", "mid_download")
FROZEN_SECONDS = 1.0
HOLD_LOCKS = """
import time
from django.db import transaction
from exports.models import Export
with transaction.atomic():
    list(Export.objects.select_for_update())
    print("locked", flush=True)
    time.sleep(600)
"""


def restart(database, meanwhile) -> None:
    database.stop()
    meanwhile()
    database.start()


def kill(database, meanwhile) -> None:
    database.kill()
    meanwhile()
    database.start()


def freeze(database, meanwhile) -> None:
    database.freeze()
    time.sleep(FROZEN_SECONDS)
    database.thaw()


def cut(database, meanwhile) -> None:
    """Its connections, as a firewall or a pooler does; new ones are taken at once."""
    with psycopg.connect(database.url(), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def database(servers):
    return servers.database


@pytest.mark.parametrize("do", [restart, kill, freeze, cut])
def test_in_the_middle_of_request_poll_and_download(served, vendor, tmp_path, database, do):
    before = worker_logs(served)
    for failpoint in MOMENTS:
        served.arm(failpoint)
    command = begin(served, tmp_path)
    for failpoint in MOMENTS:
        served.hit(failpoint)

        def go_on(failpoint: str = failpoint) -> None:
            served.let_go(failpoint)
            wait_for("the page that says so", lambda: page(served).status == 503)

        do(database, go_on)
        if do in (freeze, cut):
            served.let_go(failpoint)
    assert_ready(command)
    assert_files_are_the_vendors(served, vendor)
    assert len(vendor.requests("export")) == 1
    assert not warnings(served)
    logged = [log[len(old) :] for old, log in zip(before, worker_logs(served), strict=True)]
    assert not any("Traceback" in log for log in logged)
    # Of a freeze nothing is said, but what is said then may be about the test before.
    assert do is freeze or all("the database is back" in log for log in logged)


def test_pages_say_that_it_is_away_and_answer_once_it_is_back(served, database):
    database.stop()
    away = page(served)
    fragment = page(served, "/", **{"HX-Request": "true"})
    healthy = page(served, "/healthz")
    database.start()
    assert (away.status, away.retry_after) == (503, "10")
    assert "Threadkeep cannot reach its database" in away.body
    assert fragment == Answer(503, "10", "Threadkeep cannot reach its database.")
    assert healthy.status == 200
    wait_for("the page", lambda: page(served).status == 200)


def test_a_process_that_freezes_in_a_transaction_does_not_keep_its_locks(served, vendor, tmp_path):
    vendor.configure(processing_seconds=9999)
    command = begin(served, tmp_path)
    wait_for("the first poll", lambda: vendor.requests("status"))
    frozen = served.manage("shell", "-v0", "-c", HOLD_LOCKS)
    assert frozen.stdout.readline() == "locked\n"
    frozen.send_signal(signal.SIGSTOP)
    vendor.configure(processing_seconds=0)
    assert_ready(command)
    frozen.kill()
    frozen.communicate()
    assert_files_are_the_vendors(served, vendor)


class Answer(NamedTuple):
    status: int
    retry_after: str | None
    body: str


def page(product: Product, path: str = "/accounts/login/", **headers: str) -> Answer:
    try:
        response = urlopen(Request(f"{product.url}{path}", headers=headers), timeout=20)
    except HTTPError as error:
        response = error
    with response:
        return Answer(response.status, response.headers["Retry-After"], response.read().decode())


def warnings(product: Product) -> list:
    """What the log of the newest export says that is no good news."""
    newest = "(select max(id) from exports_export)"
    bad = f"level in ('warning', 'bad') and export_id = {newest}"
    return product.query(f"select sentence from exports_event where {bad}")


def worker_logs(product: Product) -> list[str]:
    return [(product.data / "logs" / f"{lane}.log").read_text() for lane in ("fast", "bulk")]
