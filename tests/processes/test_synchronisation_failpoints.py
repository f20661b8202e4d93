"""A worker killed, frozen or stopped in the middle of a tenant's list."""

import time

import pytest

from tests.processes.product import LEASE_SECONDS, wait_for
from tests.processes.synchronising import Sync

pytestmark = pytest.mark.processes


def test_a_killed_worker_loses_nothing_and_its_successor_goes_on_at_the_stored_page(
    product, vendor
):
    sync = Sync(product, vendor)
    killed = sync.hit("before_page")
    stored, before = sync.stored_page(), len(sync.asked())
    killed.kill()
    sync.go_faster()
    sync.assert_ready()
    assert stored > 1
    assert stored in sync.asked()[before : before + 2]  # perhaps after one that was under way
    assert sync.asked().count(1) == 1


def test_a_worker_that_was_frozen_and_wakes_up_writes_nothing(product, vendor):
    sync = Sync(product, vendor)
    frozen = sync.hit("before_page")
    frozen.suspend()
    product.let_go("before_page")
    sync.go_faster()
    sync.assert_ready()
    before = sync.row("s.*"), sync.conversations()
    frozen.resume()
    time.sleep(LEASE_SECONDS)
    assert (sync.row("s.*"), sync.conversations()) == before
    assert sync.asked().count(1) == 1


def test_what_a_shutdown_interrupted_goes_on_after_the_next_start(product, vendor):
    sync = Sync(product, vendor)
    sync.wait_until_written()
    product.stop()
    sync.command.kill()  # it might not wait long enough for the next start
    sync.command.communicate()
    assert sync.row("s.state, s.lease_token") == ("running", None)
    stored = sync.stored_page()
    sync.go_faster()
    product.start()
    wait_for("the run's end", lambda: sync.row("s.state") == ("resting",))
    sync.assert_exact()
    assert stored > 1
    assert sync.asked().count(1) == 1
