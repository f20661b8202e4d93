"""What only a real browser can say: the policy, accessibility, themes, life without JavaScript."""

import re
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from credentials.models import Site
from exports.models import Export, ExportState
from jobs.models import Heartbeat
from tests.dashboard.rows import make_export, make_site

pytestmark = pytest.mark.browser


@pytest.fixture
def newsroom(transactional_db, ana, tom, workers):
    site = make_site("The Daily")
    make_export(tom, site, ExportState.READY, title="Comments of March")
    make_export(ana, site, ExportState.FAILED, title="Comments of April")


def signed_in(browser: Browser, address: str, **options: Any) -> Page:
    page = browser.new_context(**options).new_page()
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", "ana")
    page.fill("[name=password]", "a long password")
    page.click("main button[type=submit]")
    expect(page.locator("h1")).to_have_text("Overview")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_inaccessible_or_against_the_policy(newsroom, live_server, browser, scheme):
    page = signed_in(browser, live_server.url, color_scheme=scheme)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in ("/", "/status/", "/accounts/password/change/", "/accounts/logout/"):
        page.goto(live_server.url + path)
        assert Axe().run(page).violations_count == 0, path
    assert page.locator("html").get_attribute("data-bs-theme") == scheme
    assert not [text for text in complaints if "Content Security Policy" in text]


def test_a_phone_shows_every_room_without_scrolling_sideways(newsroom, live_server, browser):
    page = signed_in(browser, live_server.url, viewport={"width": 360, "height": 740})
    page.click(".topbar-menu > summary")
    rooms = ["Overview", "Exports", "People", "Conversations", "Connections", "Audit"]
    expect(page.locator(".topbar nav a")).to_have_text(rooms)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_whole_row_leads_to_its_export(newsroom, live_server, browser):
    page = signed_in(browser, live_server.url)
    page.locator("tr", has_text="Comments of March").locator("td").nth(2).click()
    expect(page.locator("h1")).to_have_text("Comments of March")


def test_keys_walk_the_rows_until_they_are_switched_off(newsroom, live_server, browser):
    page = signed_in(browser, live_server.url)
    page.keyboard.press("j")
    expect(page.locator("a.row-link:focus")).to_have_count(1)
    page.keyboard.press("g")
    page.keyboard.press("e")
    expect(page.locator("h1")).to_have_text("Exports")
    page.keyboard.press("/")
    expect(page.locator("[name=q]:focus, [type=search]:focus")).to_have_count(1)
    page.locator(":focus").blur()
    page.keyboard.press("?")
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys-sheet")).to_be_hidden()


def test_a_time_is_exact_in_the_readers_zone_too(newsroom, live_server, browser):
    page = signed_in(browser, live_server.url, timezone_id="Asia/Tokyo")
    both = re.compile(r"GMT\+9\n.* UTC$")
    expect(page.locator("time.when").first).to_have_attribute("data-exact", both)


def test_the_overview_moves_without_a_reload(newsroom, live_server, browser):
    export = make_export(User.objects.get(username="ana"), Site.objects.get(), ExportState.RUNNING)
    page = signed_in(browser, live_server.url)
    expect(page.locator("#running-title")).to_be_visible()
    Export.objects.filter(pk=export.pk).update(state=ExportState.READY, finished_at=timezone.now())
    expect(page.locator("#running-title")).to_have_count(0, timeout=10_000)
    expect(page.locator("[aria-labelledby=recent-title]")).to_contain_text("running export")


def test_the_status_moves_without_a_reload(newsroom, live_server, browser):
    page = signed_in(browser, live_server.url)
    page.goto(f"{live_server.url}/status/")
    expect(page.locator("#fast")).to_contain_text("Works")
    page.evaluate("document.title = 'not loaded anew'")
    Heartbeat.objects.update(woken_at=timezone.now() - timedelta(minutes=5))
    expect(page.locator("#fast")).to_contain_text("not woken", timeout=10_000)
    expect(page.locator("#status-sentence")).to_contain_text("Does not work: Asking vendors")
    expect(page.locator(".rail .worker-status")).to_have_text("Nobody is working")
    assert page.title() == "not loaded anew"


def test_theme_menu_and_signing_out_work_without_javascript(newsroom, live_server, browser):
    page = signed_in(browser, live_server.url, java_script_enabled=False)
    page.click(".rail [value=dark]")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.click(".rail .account summary")
    page.click(".rail .account button[type=submit]")
    expect(page.locator("h1")).to_have_text("Sign in")
