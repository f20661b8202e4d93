"""Nothing inaccessible, nothing in the console, nothing that scrolls sideways, on any page."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.steps import (
    ADMIN,
    NOWHERE,
    PATIENCE,
    answer,
    current_step,
    order,
    order_articles,
    state,
)
from tests.sandbox.calls import vendor_of

pytestmark = [pytest.mark.browser, pytest.mark.processes]
axe = Axe()


@pytest.fixture(scope="module")
def exhibits(_product, _vendor, browser, _sessions) -> Iterator[dict[str, str]]:
    """One export in each state that looks different, and where its page is."""
    _vendor.sandbox.reset()
    context = browser.new_context(base_url=_product.url, storage_state=_sessions(ADMIN))
    page = context.new_page()
    yield {
        "ready export": _ended(page, _vendor, "Ready", rows_per_file=100),
        "incomplete export": _ended(page, _vendor, "Incomplete", count_delta=7),
        "updated articles": _updated(page, _vendor),
        "failed export": _ended(page, _vendor, "Failed", foreign_spot="sp_other"),
        "running export": _running(page, _vendor),
    }
    answer(page, "Cancel", "Stop fetching")
    context.close()


def _ended(page: Page, vendor, word: str, **settings) -> str:
    vendor.sandbox.reset()
    vendor.configure(processing_seconds=0.2, rows_per_day=40, **settings)
    order(page)
    expect(state(page)).to_have_text(word, timeout=PATIENCE)
    return page.url


def _updated(page: Page, vendor) -> str:
    vendor.sandbox.reset()
    order_articles(page, "article-21", "article-22")
    for post_id in ("article-21", "article-22"):
        vendor_of(vendor).append(post_id, {"type": "comment-created", "times": 30})
    page.get_by_role("button", name="Update").click()
    expect(page.locator("#changes-title")).to_be_visible(timeout=PATIENCE)
    return page.url


def _running(page: Page, vendor) -> str:
    vendor.sandbox.reset()
    vendor.configure(processing_seconds=9999)
    order(page)
    expect(current_step(page)).to_contain_text("OpenWeb is building it", timeout=PATIENCE)
    return page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_is_accessible_and_fits_the_screen(exhibits, opens, scheme, width):
    window = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    assert faults(exhibits, opens(**window), opens(ADMIN, **window)) == {}


def faults(exhibits: dict[str, str], stranger: Page, admin: Page) -> dict[str, list[str]]:
    """What is wrong, by the name of the page; pages without faults are left out."""
    stranger.goto("/accounts/login/")
    found = {"sign-in": faults_of(stranger)}
    for name, address in (ADDRESSES | exhibits).items():
        admin.goto(address)
        if name in SENT_EMPTY:
            admin.get_by_role("button", name=SENT_EMPTY[name]).click()
            expect(admin.locator("[aria-invalid=true]").first).to_be_visible()
        found[name] = faults_of(admin)
    return {name: faults for name, faults in found.items() if faults}


ADDRESSES = {
    "overview": "/",
    "exports": "/exports/",
    "new export": "/exports/new/",
    "new export with errors": "/exports/new/?first_day=2026-03-07&last_day=2026-03-01",
    "new export by article": "/exports/new/articles/?articles=article-1",
    "new export by article with errors": "/exports/new/articles/?articles=article-1%0Atwo words",
    "connections": "/connections/",
    "one site": "/sites/1/",
    "deleting a site": "/sites/1/delete/",
    "new site": "/sites/new/",
    "new site with errors": "/sites/new/",
    "new tenant": "/tenants/new/",
    "new tenant with errors": "/tenants/new/",
    "audit": "/audit/",
    "status": "/status/",
    "changing the password": "/accounts/password/change/",
    "signing out": "/accounts/logout/",
    "nothing here": NOWHERE,
}
SENT_EMPTY = {
    "new export with errors": "Start export",
    "new export by article with errors": "Start export",
    "new site with errors": "Add and test the key",
    "new tenant with errors": "Add and test the key",
}


def faults_of(page: Page) -> list[str]:
    size = page.viewport_size
    assert size
    narrower = 360 if size["width"] == 390 else size["width"]
    found = [*violations(page), *sideways(page)]
    page.set_viewport_size({**size, "width": narrower})
    found += sideways(page)
    page.set_viewport_size(size)
    return found


def violations(page: Page) -> list[str]:
    return [
        f"{violation['id']} at {node['target']}: {node['failureSummary']}"
        for violation in axe.run(page).response["violations"]
        for node in violation["nodes"]
    ]


def sideways(page: Page) -> list[str]:
    needed, shown = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"{needed} px wide on a screen of {shown} px"] if needed > shown else []
