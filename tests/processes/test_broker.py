"""The broker carries wake-ups only: stopped, killed, frozen or emptied, nothing is lost."""

import time
from urllib.request import urlopen

import pytest

from tests.processes.brokers import Embedded
from tests.processes.exporting import assert_files_are_the_vendors, assert_ready, begin
from tests.processes.product import Product, wait_for

pytestmark = pytest.mark.processes

AWAY_SECONDS = 2.0


@pytest.fixture(params=["embedded", "by URL"])
def reached(request):
    """The product, and the broker that it has."""
    if request.param == "by URL":
        servers = request.getfixturevalue("servers")
        return request.getfixturevalue("served"), servers.broker
    product = request.getfixturevalue("product")
    if "REDIS_URL" in product.env:
        pytest.skip("TEST_ON=postgresql: this product has a broker by URL, as the other one")
    return product, Embedded(product)


def stop_for_a_while(broker) -> None:
    broker.stop()
    time.sleep(AWAY_SECONDS)
    broker.start()


def kill(broker) -> None:
    broker.kill()
    broker.start()


def freeze_for_a_while(broker) -> None:
    broker.freeze()
    time.sleep(AWAY_SECONDS)
    broker.thaw()


def empty(broker) -> None:
    broker.flush()


@pytest.mark.parametrize("do", [stop_for_a_while, kill, freeze_for_a_while, empty])
def test_it_delays_an_export_and_costs_nothing(reached, vendor, tmp_path, do):
    product, broker = reached
    vendor.configure(processing_seconds=9999)
    command = begin(product, tmp_path)
    wait_for("the first poll", lambda: vendor.requests("status"))
    do(broker)
    vendor.configure(processing_seconds=0)
    assert_ready(command)
    assert_files_are_the_vendors(product, vendor)
    assert len(vendor.requests("export")) == 1


def test_what_is_ordered_meanwhile_begins_afterwards_and_pages_answer(reached, vendor, tmp_path):
    product, broker = reached
    broker.freeze()
    try:
        command = begin(product, tmp_path)
        waiting = "select 1 from exports_window where state = 'waiting' and due_at is not null"
        wait_for("the order", lambda: product.query(waiting))
        assert page_answers(product)
        assert not vendor.requests("export")
    finally:
        broker.thaw()
    assert_ready(command)
    assert_files_are_the_vendors(product, vendor)


def page_answers(product: Product) -> bool:
    with urlopen(f"{product.url}/accounts/login/", timeout=5) as page:
        return bool(page.status == 200)
