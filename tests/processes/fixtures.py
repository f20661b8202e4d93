"""One sandbox, and one product of each make, for all tests that drive the whole."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from bench.servers import PostgreSQL, Redis
from providers.sandbox.server import Running, running
from tests.processes.product import Product, by_url, running_product


@pytest.fixture(scope="session")
def _vendor(tmp_path_factory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("vendor")) as sandbox:
        yield sandbox


@pytest.fixture
def vendor(_vendor) -> Running:
    _vendor.sandbox.reset()
    _vendor.configure(processing_seconds=0.2, rows_per_day=40, rows_per_file=100)
    return _vendor


@pytest.fixture(scope="session")
def _product(tmp_path_factory, _vendor) -> Iterator[Product]:
    with running_product(tmp_path_factory.mktemp("product"), _vendor) as product:
        yield product


@pytest.fixture
def product(_product, vendor) -> Product:
    """The running product with one site; a restarted sandbox knows no spot but its own."""
    return _with_its_site(_product, vendor)


class Servers(NamedTuple):
    """Those of `served`, for tests that stop, kill and freeze them."""

    database: PostgreSQL
    broker: Redis


@pytest.fixture(scope="session")
def servers(tmp_path_factory) -> Iterator[Servers]:
    folder = tmp_path_factory.mktemp("servers")
    with PostgreSQL(folder / "postgresql") as database, Redis(folder / "redis") as broker:
        yield Servers(database, broker)


@pytest.fixture(scope="session")
def _served(tmp_path_factory, _vendor, servers) -> Iterator[Product]:
    urls = by_url(servers.database.fresh(), servers.broker.url)
    folder = tmp_path_factory.mktemp("served")
    with running_product(folder, _vendor, DEBUG="false", **urls) as product:
        yield product


@pytest.fixture
def served(_served, vendor) -> Product:
    """As `product`, always on PostgreSQL and Redis by URL."""
    return _with_its_site(_served, vendor)


def _with_its_site(product: Product, vendor: Running) -> Product:
    for leftover in product.failpoints.iterdir():
        leftover.unlink()
    product.manage_to_end("add_site", "Daily", "--spot-id", vendor.spot_id, stdin=vendor.token)
    return product
