from collections.abc import Iterator

import pytest

from tests.browser.furnishing import FIRST_PERSON, furnish
from tests.browser.steps import GAZETTE
from tests.browser.windows import _sessions, opens
from tests.processes.product import Product, running_product

__all__ = ["_sessions", "opens"]  # fixtures


@pytest.fixture(scope="session")
def _product(browser, tmp_path_factory, _vendor) -> Iterator[Product]:
    """As in production: with DEBUG on, a wrong address would show Django's page, not ours.

    It asks for the browser so that nothing is started where there is none.
    """
    first = {**FIRST_PERSON, "DEBUG": "false"}
    with running_product(tmp_path_factory.mktemp("pages"), _vendor, **first) as product:
        furnish(product, _vendor)
        yield product


@pytest.fixture
def product(_product, vendor) -> Product:
    return _product


@pytest.fixture
def gazette(product, vendor) -> Iterator[str]:
    """A second site, whose export API takes a day at a time; switched off when the test is over."""
    token, spot = "gazette-token", "sp_Gazette"
    vendor.sandbox.spots.keep(spot, token)
    options = ("--spot-id", spot, "--generation", "v2", "--exports-at-once", "10")
    product.manage_to_end("add_site", GAZETTE, *options, stdin=token)
    product.change("UPDATE credentials_site SET is_active = true")
    yield GAZETTE
    product.change(f"UPDATE credentials_site SET is_active = false WHERE name = '{GAZETTE}'")
