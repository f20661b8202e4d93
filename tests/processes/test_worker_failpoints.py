"""A worker killed or frozen at each point where that could lose or double something."""

import time

import pytest

from tests.processes.exporting import assert_files_are_the_vendors, assert_ready, begin
from tests.processes.product import LEASE_SECONDS

pytestmark = pytest.mark.processes

BEFORE_THE_ANSWER_IS_KEPT = ("after_post", "before_commit")
FAILPOINTS = (*BEFORE_THE_ANSWER_IS_KEPT, "mid_download", "before_publish")


def assert_asked(vendor, product, failpoint: str) -> None:
    """One more request only in the gap between asking and noting, and then the log says so."""
    asked = len(vendor.requests("export"))
    said = product.query(
        "select count(*) from exports_event where sentence like '%Asking once more%' and "
        "export_id = (select max(id) from exports_export)"
    )[0][0]
    expected = (2, 1) if failpoint in BEFORE_THE_ANSWER_IS_KEPT else (1, 0)
    assert (asked, said) == expected


@pytest.mark.parametrize("failpoint", FAILPOINTS)
def test_a_killed_worker_loses_nothing(product, vendor, tmp_path, failpoint):
    product.arm(failpoint)
    command = begin(product, tmp_path)
    product.hit(failpoint).kill()
    assert_ready(command)
    assert_files_are_the_vendors(product, vendor)
    assert_asked(vendor, product, failpoint)


@pytest.mark.parametrize("failpoint", FAILPOINTS)
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
