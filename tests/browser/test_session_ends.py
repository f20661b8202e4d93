import pytest
from playwright.sync_api import expect

from tests.browser.steps import MODERATOR, PASSWORD, PATIENCE, heading, order, sign_in, state

pytestmark = [pytest.mark.browser, pytest.mark.processes]


def test_a_page_that_looks_again_after_the_session_ended_becomes_the_sign_in(
    product, vendor, opens
):
    vendor.configure(processing_seconds=9999)
    page = opens()
    sign_in(page, MODERATOR)
    order(page)
    sign_out_in_another_tab(page.context.new_page())
    expect(heading(page)).to_have_text("Sign in", timeout=PATIENCE)
    expect(page.locator("nav")).to_have_count(0)

    page.get_by_label("Username").fill(MODERATOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(state(page)).to_have_text("Running")
    vendor.configure(processing_seconds=0)
    expect(state(page)).to_have_text("Ready", timeout=PATIENCE)


def sign_out_in_another_tab(tab):
    tab.goto("/accounts/logout/")
    tab.locator("main").get_by_role("button", name="Sign out").click()
    expect(heading(tab)).to_have_text("Sign in")
