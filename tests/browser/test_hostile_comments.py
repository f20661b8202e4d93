import pytest
from playwright.sync_api import expect

from providers.sandbox.texts import HOSTILE
from tests.browser.steps import MODERATOR, PATIENCE, order, state

pytestmark = [pytest.mark.browser, pytest.mark.processes]


def test_what_people_wrote_is_shown_as_text_and_makes_no_element(product, vendor, opens):
    vendor.configure(rows=40)  # counted so, the first comment is a hostile one
    page = opens(MODERATOR)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    order(page)
    expect(state(page)).to_have_text("Ready", timeout=PATIENCE)
    comments = page.locator(".preview-table")
    expect(comments.get_by_text(HOSTILE[0], exact=True)).to_be_visible()
    expect(comments.locator("script, img")).to_have_count(0)
