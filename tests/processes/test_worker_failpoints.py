"""A worker killed or frozen at each point where that could lose or double something."""

import time

import pytest

from tests.processes.exporting import assert_files_are_the_vendors, assert_ready, begin
from tests.processes.product import LEASE_SECONDS

pytestmark = pytest.mark.processes

# How often OpenWeb is asked, and how often the log says that it may have been asked twice.
ASKED_AND_SAID = {
    "turn_taken": (1, 1),
    "after_post": (2, 1),
    "before_commit": (2, 1),
    "polled": (1, 0),
    "mid_download": (1, 0),
    "before_publish": (1, 0),
}


def assert_asked(vendor, product, failpoint: str) -> None:
    """One more request only in the gap between asking and noting, and then the log says so."""
    asked = len(vendor.requests("export"))
    said = product.query(
        "select count(*) from exports_event where sentence like '%Asking once more%' and "
        "export_id = (select max(id) from exports_export)"
    )[0][0]
    assert (asked, said) == ASKED_AND_SAID[failpoint]


@pytest.mark.parametrize("failpoint", ASKED_AND_SAID)
def test_a_killed_worker_loses_nothing(product, vendor, tmp_path, failpoint):
    product.arm(failpoint)
    command = begin(product, tmp_path)
    product.hit(failpoint).kill()
    assert_ready(command)
    assert_files_are_the_vendors(product, vendor)
    assert_asked(vendor, product, failpoint)


@pytest.mark.parametrize("failpoint", ASKED_AND_SAID)
def test_a_worker_that_was_frozen_and_wakes_up_writes_nothing(product, vendor, tmp_path, failpoint):
    product.arm(failpoint)
    command = begin(product, tmp_path)
    frozen = product.hit(failpoint)
    frozen.suspend()
    product.let_go(failpoint)
    assert_ready(command)
    before = product.query("select * from exports_window order by id desc limit 1")
    frozen.resume()
    time.sleep(LEASE_SECONDS)
    assert product.query("select * from exports_window order by id desc limit 1") == before
    assert_files_are_the_vendors(product, vendor)
    assert_asked(vendor, product, failpoint)
