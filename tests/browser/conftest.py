from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.browser.steps import ADMIN, GAZETTE, MODERATOR, NOWHERE, PASSWORD, sign_in
from tests.processes.product import Product, running_product

Opens = Callable[..., Page]


@pytest.fixture(scope="session")
def _product(browser, tmp_path_factory, _vendor) -> Iterator[Product]:
    """As in production: with DEBUG on, a wrong address would show Django's page, not ours.

    It asks for the browser so that nothing is started where there is none.
    """
    first = {"ADMIN_USERNAME": ADMIN, "ADMIN_PASSWORD": PASSWORD, "DEBUG": "false"}
    with running_product(tmp_path_factory.mktemp("pages"), _vendor, **first) as product:
        person = product.manage("add_person", MODERATOR, "--role", "Moderator", stdin=PASSWORD)
        site = product.manage(
            *("add_site", "Daily", "--spot-id", _vendor.spot_id),
            *("--article-rule", "https://daily.example/*/{id}.html"),
            stdin=_vendor.token,
        )
        for command in (person, site):
            out, err = command.communicate()
            assert command.returncode == 0, out + err
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
    product.change("UPDATE credentials_site SET is_active = 1")
    yield GAZETTE
    product.change(f"UPDATE credentials_site SET is_active = 0 WHERE name = '{GAZETTE}'")


@pytest.fixture(scope="session")
def _sessions(_product, browser) -> Callable[[str], Any]:
    """The cookies of somebody who signed in; each person signs in once, which is limited."""
    kept: dict[str, Any] = {}

    def cookies_of(person: str) -> Any:
        if person not in kept:
            with browser.new_context(base_url=_product.url) as context:
                sign_in(context.new_page(), person)
                kept[person] = context.storage_state()
        return kept[person]

    return cookies_of


@pytest.fixture
def opens(_product, browser: Browser, _sessions) -> Iterator[Opens]:
    """Opens a window, signed in as `person` if one is named; its console must stay empty."""
    complaints: list[str] = []
    with ExitStack() as windows:

        def open_window(person: str = "", **options: Any) -> Page:
            cookies = _sessions(person) if person else None
            context = windows.enter_context(
                browser.new_context(base_url=_product.url, storage_state=cookies, **options)
            )
            listen(context, complaints)
            return context.new_page()

        yield open_window
    assert not complaints


def listen(context: BrowserContext, complaints: list[str]) -> None:
    def heard(message: ConsoleMessage) -> None:
        if not message.location["url"].endswith(NOWHERE):  # Chromium reports each 404 there
            complaints.append(message.text)

    context.on("console", heard)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
