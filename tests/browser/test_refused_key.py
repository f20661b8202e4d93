"""A wrong key: what the admin is told, what the moderator reads, and how it goes on by itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import ADMIN, MODERATOR, PATIENCE, heading, order, state

pytestmark = [pytest.mark.browser, pytest.mark.processes]
SPOT, TOKEN = "sp_evening", "the/right+token"


@pytest.fixture
def spot(product) -> Iterator[str]:
    """Its site is switched off afterwards: whoever orders next would be offered it first."""
    yield SPOT
    product.change(f"UPDATE credentials_site SET is_active = false WHERE spot_id = '{SPOT}'")


def test_an_export_waits_for_a_good_key_and_then_goes_on_by_itself(spot, vendor, opens):
    vendor.sandbox.spots.keep(spot, TOKEN)
    office, desk = opens(ADMIN), opens(MODERATOR)
    add_site(office, "the/wrong+token")
    expect(found(office, "OpenWeb answers")).to_contain_text("Yes")
    refused = "No OpenWeb refused the key. OpenWeb's reason: HTTP 401: The token is not valid."
    expect(found(office, "Key is accepted")).to_contain_text(refused)
    expect(found(office, "Exports by date are switched on")).to_contain_text("Cannot be told yet")

    order(desk, site="Evening")
    expect(state(desk)).to_have_text("Waiting for an admin", timeout=PATIENCE)
    expect(desk.locator(".banner:visible")).to_contain_text("Evening")
    expect(desk.locator(".banner:visible")).to_contain_text(ADMIN)
    desk.evaluate("window.neverLeft = true")

    office.get_by_label("Export token").fill(TOKEN)
    office.get_by_role("button", name="Replace and test").click()
    expect(office.get_by_text("OpenWeb accepts the key.")).to_be_visible()
    expect(state(desk)).to_have_text("Ready", timeout=PATIENCE)
    assert desk.evaluate("window.neverLeft")


def found(page: Page, check: str) -> Locator:
    return page.locator("dl > *", has=page.locator("dt", has_text=check)).locator("dd")


def add_site(page: Page, token: str) -> None:
    page.goto("/sites/new/")
    page.get_by_label("Name").fill("Evening")
    page.get_by_label("Spot ID").fill(SPOT)
    page.get_by_label("Export token").fill(token)
    page.get_by_role("button", name="Add and test the key").click()
    expect(heading(page)).to_have_text("Evening")
