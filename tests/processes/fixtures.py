"""One product and one sandbox for all tests that drive the whole."""

from collections.abc import Iterator

import pytest

from providers.sandbox.server import Running, running
from tests.processes.product import Product, running_product


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
    for leftover in _product.failpoints.iterdir():
        leftover.unlink()
    add = _product.manage("add_site", "Daily", "--spot-id", vendor.spot_id, stdin=vendor.token)
    out, err = add.communicate()
    assert add.returncode == 0, out + err
    return _product
