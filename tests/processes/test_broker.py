"""The broker carries wake-ups only: killed, frozen or emptied, nothing is lost."""

import time
from urllib.request import urlopen

import pytest

from tests.processes.exporting import assert_files_are_the_vendors, assert_ready, begin
from tests.processes.product import wait_for

pytestmark = pytest.mark.processes


@pytest.fixture
def broker(product):
    return product.child("valkey-server")


def test_a_killed_broker_delays_an_export_but_loses_nothing(product, vendor, tmp_path, broker):
    vendor.configure(processing_seconds=9999)
    command = begin(product, tmp_path)
    wait_for("the first poll", lambda: vendor.requests("status"))
    broker.kill()
    vendor.configure(processing_seconds=0)
    assert_ready(command)
    assert_files_are_the_vendors(product, vendor)
    assert len(vendor.requests("export")) == 1


def test_a_frozen_broker_delays_an_export_but_loses_nothing(product, vendor, tmp_path, broker):
    broker.suspend()
    command = begin(product, tmp_path)
    time.sleep(3)
    assert not vendor.requests("export")
    broker.resume()
    assert_ready(command)
    assert_files_are_the_vendors(product, vendor)


def test_pages_answer_while_the_broker_is_frozen(product, broker):
    broker.suspend()
    try:
        login = f"http://127.0.0.1:{product.port}/accounts/login/"
        with urlopen(login, timeout=5) as page:
            assert page.status == 200
    finally:
        broker.resume()
