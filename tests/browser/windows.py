"""Windows of the browser onto the `_product` of a folder, whose conftest takes these in."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.browser.steps import NOWHERE, sign_in

Opens = Callable[..., Page]


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
