"""The new site's form asks for the keys that the ticked export API takes: scripts or not."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from credentials.models import KeyKind, KeyState, Site
from tests.credentials.conftest import V4_KEY
from tests.credentials.test_trying_rules import new_site  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser


def v4_key(page: Page) -> Locator:
    return page.get_by_label("Export v4 API key")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_v4_site_is_added(vendor, new_site, scripts):  # noqa: F811
    page = new_site(java_script_enabled=scripts)
    expect(v4_key(page)).to_be_hidden()
    page.get_by_label("v4 (current)").check()
    v4_key(page).fill(V4_KEY)
    page.get_by_label("Name").fill("The Daily")
    page.get_by_label("Spot ID").fill("sp_Dem0Spot")
    page.get_by_role("button", name="Add and test the key").click()
    expect(page.get_by_text("OpenWeb accepts the Export v4 API key.")).to_be_visible()
    assert Site.objects.get().key_of(KeyKind.EXPORT_V4_KEY).state == KeyState.WORKS


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_wrong_limit_is_in_sight_on_a_phone(vendor, new_site, scheme):  # noqa: F811
    page = new_site(color_scheme=scheme, viewport={"width": 390, "height": 844})
    page.get_by_text("OpenWeb's limits").click()
    page.get_by_label("Rows per file").fill("5000")
    page.get_by_role("button", name="Add and test the key").click()
    wrong = page.locator("#id_rows_per_file_error, .errorlist").get_by_text("v1 cannot be asked")
    expect(wrong).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert Axe().run(page).violations_count == 0
