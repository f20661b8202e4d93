"""The main job's walk, unchanged, with every process from the image; also through nginx."""

from contextlib import ExitStack

import pytest

from bench.product import started
from config.launch.ports import free_port
from tests.browser.furnishing import FIRST_PERSON, furnish
from tests.browser.test_walk import (
    test_an_export_goes_from_the_order_to_the_files_without_a_reload,
    test_it_does_so_without_javascript_too,
    vendor,
)
from tests.browser.windows import _sessions, opens
from tests.image.contained import Contained
from tests.image.nginx import nginx

__all__ = [
    "_sessions",
    "opens",
    "test_an_export_goes_from_the_order_to_the_files_without_a_reload",
    "test_it_does_so_without_javascript_too",
    "vendor",
]

pytestmark = [pytest.mark.image, pytest.mark.browser, pytest.mark.timeout(900)]


@pytest.fixture(scope="session", params=["web", "nginx"])
def _product(request, browser, image, servers, _vendor, passable):
    folder, port = passable / request.param, free_port()
    settings = FIRST_PERSON | (behind_nginx(port) if request.param == "nginx" else {})
    database, broker = servers
    urls = {"DATABASE_URL": database.fresh(), "REDIS_URL": broker.url}
    product = Contained(folder, image, _vendor.url, settings, **urls)
    with ExitStack() as parts:
        if request.param == "nginx":
            parts.enter_context(nginx(folder / "nginx", port, product.port, product.data))
        parts.enter_context(started(product))
        furnish(product, _vendor)
        yield product


@pytest.fixture
def product(_product, vendor):
    return _product


def behind_nginx(port: int) -> dict[str, str]:
    here = f"http://127.0.0.1:{port}"
    return {"PUBLIC_URL": here, "TRUSTED_PROXIES": "1", "ACCEL_PREFIX": "/accel/"}
