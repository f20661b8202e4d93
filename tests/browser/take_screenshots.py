"""The pictures of docs/screenshots, taken from the running product: `make screenshots`."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import (
    ADMIN,
    MODERATOR,
    PATIENCE,
    current_step,
    fill_order,
    order_articles,
    start,
    state,
)
from tests.sandbox.calls import vendor_of

pytestmark = [pytest.mark.browser, pytest.mark.processes]

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
PASTED = "article-1\nhttps://daily.example/news/article-2.html\narticle-3"
NEWS = (
    {"type": "comment-created", "times": 2},
    {"type": "comment-edited"},
    {"type": "comment-deleted"},
)
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def take(page: Page, name: str) -> None:
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png")


@pytest.fixture
def ready(product, vendor, opens) -> str:
    """The address of a finished export of a week with many comments."""
    vendor.configure(rows_per_day=4211, rows_per_file=10_000)
    page = opens(MODERATOR, viewport=WIDE)
    fill_order(page, label="Election week")
    take(page, "new-export-light")
    vendor.configure(processing_seconds=9999)
    start(page)
    expect(current_step(page)).to_contain_text("OpenWeb is building it", timeout=PATIENCE)
    take(page, "export-running-light")
    vendor.configure(processing_seconds=0)
    expect(state(page)).to_have_text("Ready", timeout=PATIENCE)
    return page.url


def test_pictures_of_many_days(gazette, vendor, opens):
    page = opens(MODERATOR, viewport=WIDE)
    fill_order(page, gazette, label="The first quarter")
    page.get_by_label("First day").fill("2026-01-01")
    page.get_by_label("Last day").fill("2026-03-31")
    expect(page.locator("#plan")).to_contain_text("90 parts")
    take(page, "many-days-plan-light")
    start(page)
    expect(page.locator(".strip-slots .strip-stored").nth(29)).to_be_visible(timeout=PATIENCE)
    vendor.configure(processing_seconds=9999)
    take(page, "many-days-light")
    for name, options in (("dark", {"color_scheme": "dark"}), ("phone", {})):
        shown = opens(MODERATOR, viewport=PHONE if name == "phone" else WIDE, **options)
        shown.goto(page.url)
        take(shown, f"many-days-{name}")
    vendor.configure(processing_seconds=0)


@pytest.fixture
def updated(product, vendor, opens) -> str:
    """The address of an update that found an article changed."""
    page = opens(MODERATOR, viewport=WIDE)
    page.goto("/exports/new/articles/")
    page.get_by_label("Daily").check()
    page.get_by_label("Ids or addresses").fill(PASTED)
    expect(page.locator("#plan")).to_contain_text("about")
    take(page, "new-articles-light")
    order_articles(page, "article-1")
    vendor_of(vendor).append("article-1", *NEWS)
    page.get_by_role("button", name="Update").click()
    expect(page.locator("#changes-title")).to_be_visible(timeout=PATIENCE)
    return page.url


@pytest.fixture
def person(product, opens) -> str:
    """The address of somebody who wrote a lot, loaded to the end."""
    page = opens(ADMIN, viewport=WIDE)
    page.goto("/people/")
    page.get_by_label("Whom").fill("u_wrote500")
    page.get_by_label("Reason").select_option("moderation")
    page.get_by_role("button", name="Look up").click()
    page.get_by_role("button", name="Load all").first.click()
    expect(page.locator("#person-line")).to_contain_text("Everything", timeout=PATIENCE)
    return page.url


@pytest.fixture
def academy(product, vendor, opens) -> str:
    """The address of a tenant's list, in which something has changed since the last visit."""
    tenant = vendor.tenant
    claims = ("--issuer", tenant.issuer, "--subject", tenant.subject)
    options = ("--key-id", tenant.key_id, "--audience", tenant.audience, *claims)
    product.manage_to_end("add_tenant", "Academy", *options, stdin=tenant.secret)
    product.manage_to_end("sync_conversations", "Academy")
    changed = {"name": "Ethics in newsrooms", "open_questions_count": 7}
    told = {"change": {"10003": changed}}
    assert vendor_of(vendor).control("POST", "conversations", told).status == 200
    product.manage_to_end("sync_conversations", "Academy")
    page = opens(ADMIN, viewport=WIDE)
    page.goto("/conversations/?all")
    page.get_by_role("link", name="Academy", exact=True).click()
    return page.url


def test_pictures_of_conversations(academy, opens):
    for theme, size in (("light", WIDE), ("dark", WIDE), ("phone", PHONE)):
        scheme = "dark" if theme == "dark" else "light"
        page = opens(ADMIN, viewport=size, color_scheme=scheme)
        page.goto(academy)
        expect(page.locator("#list-total")).to_contain_text("conversations", timeout=PATIENCE)
        take(page, f"conversations-{theme}")
        page.goto(f"{academy}?text=newsrooms")
        page.get_by_role("link", name="Ethics in newsrooms", exact=True).click()
        expect(page.locator(".change-field").first).to_be_visible(timeout=PATIENCE)
        take(page, f"conversation-{theme}")


def test_pictures_of_every_room(ready, updated, person, opens):
    for theme, size in (("light", WIDE), ("dark", WIDE), ("phone", PHONE)):
        scheme = "dark" if theme == "dark" else "light"
        page = opens(ADMIN, viewport=size, color_scheme=scheme)
        for name, address in (
            ("overview", "/"),
            ("export-ready", ready),
            ("article-updated", updated),
            ("person", person),
            ("exports", "/exports/"),
            ("site", "/sites/1/"),
            ("status", "/status/"),
        ):
            page.goto(address)
            take(page, f"{name}-{theme}")
