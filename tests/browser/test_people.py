"""A moderator reads everything one person wrote, to the last message, and takes it away."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import ADMIN, MODERATOR, PATIENCE, heading, state
from tests.browser.test_every_page import faults_of
from tests.sandbox.calls import vendor_of

pytestmark = [pytest.mark.browser, pytest.mark.processes]
MANY, AS_MANY = "u_wrote5000", "u_wrote05000"


def look_up(page: Page, who: str = MANY) -> None:
    page.goto("/people/")
    page.get_by_label("Whom").fill(who)
    for box in page.locator("#sites input:checked").all():
        box.uncheck()
    page.get_by_label("Daily").check()
    page.get_by_label("Reason").select_option("Data request")
    page.get_by_role("button", name="Look up").click()
    expect(page.locator("#person-line")).to_be_visible(timeout=PATIENCE)


def ids_in(page: Page) -> list[str]:
    return re.findall(r'<article [^>]*data-message="([^"]+)"', page.content())


def truth(vendor, who: str = MANY) -> dict[str, dict]:
    return {row["id"]: row for row in vendor_of(vendor).truth(user_id=who)[1:]}


def scroll_to_the_end(page: Page) -> None:
    while "That is all" not in page.locator("#list-end").inner_text():
        shown = page.locator("#list-end").get_attribute("data-shown")
        page.locator("#list-end").scroll_into_view_if_needed()
        expect(page.locator(f'#list-end[data-shown="{shown}"]')).to_have_count(0, timeout=PATIENCE)


def test_scrolling_leads_to_the_end_of_five_thousand_messages(vendor, opens):
    page = opens(MODERATOR)
    look_up(page)
    expect(page.locator("#person-line")).to_contain_text("First 100, more exist")
    scroll_to_the_end(page)
    expect(page.locator("#list-end")).to_have_text("That is all: 5,000 messages.")
    expect(page.locator("#person-line")).to_have_text("Everything is loaded: 5,000 messages.")
    shown = ids_in(page)
    assert len(shown) == 5000
    assert set(shown) == truth(vendor).keys()


def follow(page: Page, name: str) -> bool:
    """To where a plain link leads, if there is one; read to its end."""
    link = page.get_by_role("link", name=name, exact=True).first
    if not link.count():
        return False
    with page.expect_navigation():
        link.click()
    return True


def test_plain_links_lead_there_too(vendor, opens):
    page = opens(MODERATOR, java_script_enabled=False)
    look_up(page, AS_MANY)
    page.locator("#person-line").get_by_role("button", name="Load all").click()
    while "Everything is loaded" not in page.locator("#person-line").inner_text():
        follow(page, "Reload")
    shown = ids_in(page)
    while follow(page, "More"):
        shown += ids_in(page)
    assert len(shown) == 5000
    assert set(shown) == truth(vendor, AS_MANY).keys()


def test_a_filter_finds_the_rejected_ones_among_all(vendor, opens):
    page = opens(MODERATOR)
    look_up(page, "u_wrote700")
    page.get_by_role("checkbox", name="Rejected").check()
    expect(page.locator("#person-line")).to_contain_text("Everything is loaded", timeout=PATIENCE)
    scroll_to_the_end(page)
    rejected = {row["id"] for row in truth(vendor, "u_wrote700").values() if is_rejected(row)}
    assert rejected
    assert set(ids_in(page)) == rejected


def is_rejected(row: dict) -> bool:
    return row["status"] is not None and row["status"].lower().startswith("reject")


def test_the_file_equals_the_truth(vendor, opens):
    page = opens(MODERATOR)
    look_up(page)
    page.get_by_text("Take away").click()
    page.get_by_role("button", name="Everything").click()
    expect(state(page)).to_have_text("Ready", timeout=PATIENCE)
    with page.expect_download() as taking:
        page.get_by_role("link", name="Download", exact=False).first.click()
    rows = {row["id"]: row for row in messages_in(Path(taking.value.path()))}
    told = truth(vendor)
    assert rows.keys() == told.keys()
    wrong = [one["id"] for one in told.values() if not is_as_told(rows[one["id"]], one)]
    assert wrong == []


def is_as_told(row: dict[str, str], told: dict) -> bool:
    known = told["text"] is not None  # else the document leaves open how it is to be read
    return (
        (not known or row["content"] == told["text"])
        and row["type"] == told["type"]
        and row["conversation_id"] == told["conversation_id"]
        and row["openweb_status"] == (told["status"] or "")
        and (row["edited"] == "true", row["deleted"] == "true") == (told["edited"], told["deleted"])
    )


def messages_in(path: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as archive:
        return list(csv.DictReader(io.StringIO(archive.read("messages.csv").decode(), newline="")))


def test_hostile_text_is_text_and_nothing_leads_out_but_the_web(vendor, opens):
    page = opens(MODERATOR)  # its console must stay empty
    look_up(page, "u_wrote90")
    expect(page.locator("#list-end")).to_contain_text("That is all: 90 messages.")
    assert "<script>" in page.locator("#person-results").inner_text()
    links = page.locator("#person-results .article a").evaluate_all("all => all.map(a => a.href)")
    assert links
    assert all(re.match(r"https?://", link) for link in links)


def test_a_person_that_nobody_knows_is_said_honestly(vendor, opens):
    page = opens(MODERATOR)
    page.goto("/people/?who=u_Nobody&kind=user_id")
    page.get_by_label("Reason").select_option("Legal")
    page.get_by_role("button", name="Look up").click()
    expect(page.get_by_text("nobody has this id")).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_of_the_room_is_accessible(vendor, opens, scheme, width):
    page = opens(ADMIN, color_scheme=scheme, viewport={"width": width, "height": 900})
    look_up(page, "u_wrote300")
    found = {"partial": faults_of(page)}
    page.get_by_role("checkbox", name="Rejected").check()
    expect(page.locator("#person-line")).to_contain_text("Everything is loaded", timeout=PATIENCE)
    found["filtered"] = faults_of(page)
    page.get_by_role("link", name="By article").click()
    found["by article"] = faults_of(page)
    page.goto("/people/")
    expect(heading(page)).to_have_text("People")
    found["find"] = faults_of(page)
    page.get_by_role("button", name="Look up").click()
    found["find with errors"] = faults_of(page)
    assert {name: faults for name, faults in found.items() if faults} == {}
