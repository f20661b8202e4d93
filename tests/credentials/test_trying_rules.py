"""A rule is tried while it is typed: in a real browser, with and without JavaScript."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from accounts.services import make_person
from tests.credentials.conftest import PASSWORD

pytestmark = pytest.mark.browser

RULE = "https://news.example/*/{id}.html"
ARTICLE = "https://www.news.example/sport/14302157.html"
FOUND = "The rule finds the id 14302157."


@pytest.fixture
def new_site(transactional_db, live_server, browser: Browser):
    make_person("ada", PASSWORD, "Admin")

    def open_form(**options: Any) -> Page:
        page = browser.new_context(base_url=live_server.url, **options).new_page()
        page.goto("/accounts/login/?next=/sites/new/")
        page.fill("[name=login]", "ada")
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        expect(page.locator("h1")).to_have_text("Add a site")
        return page

    return open_form


def result(page: Page) -> Locator:
    return page.locator("#rule-result")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_result_follows_what_is_typed(new_site, scheme):
    page = new_site(color_scheme=scheme)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.get_by_label("Try it with an address").fill(ARTICLE)
    expect(result(page)).to_contain_text("Enter a rule")
    page.get_by_label("Article addresses").fill("https://news.example/{id}")
    expect(result(page)).to_contain_text("does not fit this address")
    page.get_by_label("Article addresses").fill(RULE)
    expect(result(page)).to_contain_text(FOUND)
    assert Axe().run(page).violations_count == 0
    assert not complaints


def test_a_key_in_the_same_form_is_not_sent_along(new_site):
    page = new_site()
    page.get_by_label("Export token").fill("a secret")
    with page.expect_request("**/try-rule/") as sent:
        page.get_by_label("Article addresses").fill(RULE)
    expect(result(page)).to_contain_text("Paste an article's address")
    assert "article_rule=" in sent.value.post_data
    assert "export_token" not in sent.value.post_data


def test_without_javascript_a_button_tries(new_site):
    page = new_site(java_script_enabled=False)
    page.get_by_label("Article addresses").fill(RULE)
    page.get_by_label("Try it with an address").fill(ARTICLE)
    page.get_by_role("button", name="Try the address only").click()
    expect(result(page)).to_contain_text(FOUND)
    expect(page.get_by_label("Try it with an address")).to_be_focused()
