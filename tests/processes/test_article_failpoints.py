"""A worker killed or frozen while it reads an article, at each point where that could matter."""

import time

import pytest

from tests.processes.exporting import assert_ready
from tests.processes.exporting_articles import (
    asked,
    assert_file_is_the_truth,
    assert_file_is_what_is_stored,
    begin,
)
from tests.processes.product import LEASE_SECONDS

pytestmark = pytest.mark.processes

ROWS = (
    "select w.*, p.* from exports_window w join exports_part p on p.window_id = w.id "
    "order by w.id desc limit 1"
)
# How often each of the three answers is asked for: again only what nobody had kept.
AFTER_A_KILL = {
    "mid_download": [2, 1, 1],
    "answer_kept": [1, 1, 1],
    "mid_packing": [1, 1, 1],
    "before_publish": [1, 1, 1],
}
# A frozen owner may wake up and write, so its folder is left alone.
BESIDE_A_FROZEN_ONE = {
    "mid_download": [2, 1, 1],
    "answer_kept": [2, 1, 1],
    "mid_packing": [2, 2, 2],
    "before_publish": [2, 2, 2],
}


@pytest.mark.parametrize("failpoint", AFTER_A_KILL)
def test_a_killed_worker_loses_nothing(product, vendor, tmp_path, failpoint):
    product.arm(failpoint)
    command = begin(product, vendor, tmp_path)
    product.hit(failpoint).kill()
    assert_ready(command)
    assert asked(vendor) == AFTER_A_KILL[failpoint]
    assert_file_is_the_truth(vendor, tmp_path)
    assert_file_is_what_is_stored(product, tmp_path)


@pytest.mark.parametrize("failpoint", BESIDE_A_FROZEN_ONE)
def test_a_worker_that_was_frozen_and_wakes_up_writes_nothing(product, vendor, tmp_path, failpoint):
    product.arm(failpoint)
    command = begin(product, vendor, tmp_path)
    frozen = product.hit(failpoint)
    frozen.suspend()
    product.let_go(failpoint)
    assert_ready(command)
    before = product.query(ROWS)
    frozen.resume()
    time.sleep(LEASE_SECONDS)
    assert product.query(ROWS) == before
    assert asked(vendor) == BESIDE_A_FROZEN_ONE[failpoint]
    assert_file_is_the_truth(vendor, tmp_path)
    assert_file_is_what_is_stored(product, tmp_path)
