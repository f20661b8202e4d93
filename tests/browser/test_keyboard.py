import pytest
from playwright.sync_api import Locator, expect

from tests.browser.steps import MODERATOR, heading

pytestmark = [pytest.mark.browser, pytest.mark.processes]

OUTLINE = "element => getComputedStyle(element).outlineStyle"


@pytest.fixture
def page(product, opens):
    page = opens(MODERATOR)
    page.goto("/exports/")
    return page


def assert_is_seen_to_have_the_focus(element: Locator) -> None:
    expect(element).to_be_focused()
    assert element.evaluate(OUTLINE) != "none"


def test_a_question_mark_opens_the_help_and_escape_closes_it(page):
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_hidden()


def test_n_begins_a_new_export(page):
    page.keyboard.press("n")
    expect(heading(page)).to_have_text("New export")


def test_a_slash_goes_to_the_search(page):
    page.keyboard.press("/")
    assert_is_seen_to_have_the_focus(page.get_by_role("searchbox"))
    expect(page.get_by_role("searchbox")).to_have_value("")


def test_tab_first_offers_to_skip_to_the_content(page):
    page.keyboard.press("Tab")
    assert_is_seen_to_have_the_focus(page.get_by_role("link", name="Skip to the content"))


def test_the_first_field_in_error_has_the_focus(page):
    page.goto("/exports/new/")
    page.get_by_label("First day").fill("2026-03-07")
    page.get_by_label("Last day").fill("2026-03-01")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The last day is before the first.").first).to_be_visible()
    assert_is_seen_to_have_the_focus(page.get_by_label("Last day"))


def test_a_page_without_a_search_of_its_own_leads_to_the_one_for_exports(page):
    page.goto("/exports/new/")
    page.get_by_role("heading", name="New export").click()
    page.keyboard.press("/")
    expect(heading(page)).to_have_text("Exports")
