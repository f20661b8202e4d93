"""An admin connects a tenant; a moderator finds what needs attention, and takes the view away."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from providers.sandbox.texts import HOSTILE
from tests.browser.steps import ADMIN, MODERATOR, PATIENCE, heading, state
from tests.browser.test_every_page import faults_of
from tests.sandbox.calls import vendor_of

pytestmark = [pytest.mark.browser, pytest.mark.processes]


@pytest.fixture
def academy(product, vendor, opens) -> str:
    """The address of the list of a tenant that an admin added, tested and synchronised."""
    page = opens(ADMIN)
    page.goto("/conversations/?all")
    known = page.get_by_role("link", name="Academy", exact=True)
    if not known.count():
        add_tenant(page, vendor)
        page.goto("/conversations/?all")
    known.click()
    synchronise(page)
    return page.url


def add_tenant(page: Page, vendor) -> None:
    page.goto("/connections/")
    page.get_by_role("link", name="Add your first tenant").click()
    tenant = vendor.tenant
    for field, value in {
        "name": "Academy",
        "key_id": tenant.key_id,
        "issuer": tenant.issuer,
        "subject": tenant.subject,
        "audience": tenant.audience + "/",
        "api_secret": tenant.secret,
    }.items():
        page.locator(f"input[name={field}]").fill(value)
    page.get_by_role("button", name="Add and test the key").click()
    expect(heading(page)).to_have_text("Academy")
    expect(page.get_by_text("Key accepted for this tenant.")).to_be_visible()
    assert tenant.secret not in page.content()


def synchronise(page: Page) -> None:
    """Read the list once more; the page says when it is as of then."""
    began = page.evaluate("Date.now()")
    page.get_by_role("button", name="Synchronise").click()
    line = page.locator("#sync-line")
    page.wait_for_function(
        "began => { const at = document.querySelector('#sync-line time');"
        " return at && !document.querySelector('.sync-works')"
        " && Date.parse(at.dateTime) >= began - 1000 }",
        arg=began,
        timeout=PATIENCE,
    )
    expect(line).to_contain_text("As of")
    page.reload()


def names_in(page: Page) -> list[str]:
    return page.locator("tbody .row-link").all_inner_texts()


def truth(vendor) -> list[dict]:
    tenant = {"key_id": vendor.tenant.key_id, "full": "1"}
    return vendor_of(vendor).truth(**tenant)[1:]


def test_a_moderator_filters_opens_one_and_downloads_what_is_shown(academy, vendor, opens):
    page = opens(MODERATOR)
    page.goto(academy)
    page.locator("summary", has_text="Running state").click()
    page.locator("#facet-status input[value=started]").check()
    started = [row for row in truth(vendor) if row["status"] == "started"]
    expect(page.locator("#list-total")).to_contain_text(f"{len(started):,}", timeout=PATIENCE)
    first = page.locator("tbody .row-link").first
    name = first.inner_text()
    first.click()
    panel = page.locator("#conversation-panel")
    expect(panel.get_by_role("heading", name=name)).to_be_visible()
    expect(panel).to_contain_text("History")
    page.keyboard.press("Escape")
    expect(panel).to_be_empty()
    page.locator(".take summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    with Path(download.value.path()).open(newline="") as file:
        ids = {row["id"] for row in csv.DictReader(file)}
    assert ids == {str(row["id"]) for row in started}


def test_attention_leads_to_what_waits(academy, vendor, opens):
    page = opens(MODERATOR)
    page.goto(academy)
    waiting = [row for row in truth(vendor) if row["open_questions_count"]]
    tile = page.locator("#attention").get_by_role("link", name="Questions waiting")
    expect(tile).to_contain_text(f"in {len(waiting):,}", timeout=PATIENCE)
    tile.click()
    expect(page.locator("#list-total")).to_contain_text(f"{len(waiting):,}", timeout=PATIENCE)
    expect(page.get_by_text("not which")).to_be_visible()


def test_a_change_at_onq_is_seen_and_told(academy, vendor, opens):
    control = vendor_of(vendor).control
    conversation = truth(vendor)[0]
    told = {"change": {str(conversation["id"]): {"name": "Renamed at onQ"}}}
    assert control("POST", "conversations", told).status == 200
    page = opens(MODERATOR)
    page.goto(academy)
    synchronise(page)
    page.get_by_label("Search").fill("Renamed at onQ")
    row = page.get_by_role("link", name="Renamed at onQ", exact=True)
    expect(row).to_be_visible(timeout=PATIENCE)
    row.click()
    expect(page.locator(".change-field")).to_contain_text(["Name"])


def test_reading_again_leads_back_to_the_filtered_list(academy, opens):
    page = opens(MODERATOR)
    page.goto(academy)
    page.locator("summary", has_text="Type").click()
    page.get_by_label("Course", exact=True).check()
    expect(page).to_have_url(f"{academy}?type=course")
    synchronise(page)
    expect(page).to_have_url(f"{academy}?type=course")


def test_keys_go_on_from_the_conversation_that_is_open(academy, opens):
    page = opens(MODERATOR)
    page.goto(academy)
    rows = page.locator("tbody .row-link")
    rows.nth(2).click()
    expect(page.locator("#conversation-panel h2").first).to_be_focused()
    expect(rows.nth(2)).to_have_attribute("aria-current", "true")
    page.keyboard.press("j")
    expect(rows.nth(3)).to_be_focused()


def test_filter_menus_open_within_the_window(academy, opens):
    page = opens(MODERATOR, viewport={"width": 1440, "height": 900})
    page.goto(f"{academy}?type=course&status=open")
    for menu in ("Type", "Dates", "More"):
        page.locator("summary", has_text=menu).click()
        panel = page.locator("details.facet[open] .menu-panel")
        expect(panel).to_be_in_viewport(ratio=1)


def test_escape_closes_a_menu_and_leaves_the_focus_there(academy, opens):
    page = opens(MODERATOR)
    page.goto(academy)
    menu = page.locator("summary", has_text="Type")
    menu.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()


def test_hostile_names_are_text_in_the_page_and_in_the_spreadsheet(academy, opens):
    page = opens(MODERATOR)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(f"{academy}?text=onerror")
    expect(page.get_by_text(HOSTILE[0], exact=True).first).to_be_visible()
    expect(page.locator("table.conversations").locator("script, img")).to_have_count(0)
    page.goto(f"{academy}?text=%3D1%2B1")
    page.locator(".take summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV for Excel (semicolon)").click()
    with Path(download.value.path()).open(newline="", encoding="utf-8-sig") as file:
        cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))]


def test_onqs_own_csv_becomes_an_export(academy, opens):
    page = opens(MODERATOR)
    page.goto(academy)
    page.locator(".take summary").click()
    page.get_by_role("button", name="onQ's own CSV").click()
    expect(state(page)).to_have_text("Ready", timeout=PATIENCE)
    expect(page.locator("main")).not_to_contain_text("OpenWeb")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_are_accessible_and_fit_the_screen(academy, opens, scheme, width):
    window = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    page = opens(ADMIN, **window)
    page.goto(academy)
    expect(page.locator("#list-total")).to_contain_text("conversations", timeout=PATIENCE)
    first = page.locator("tbody .row-link").first.get_attribute("href")
    found = {"list": faults_of(page)}
    for address in ("/conversations/?all", first, "/connections/", "/tenants/1/"):
        page.goto(address)
        found[address] = faults_of(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_list_is_read_to_its_end_without_javascript(academy, vendor, opens):
    page = opens(MODERATOR, java_script_enabled=False)
    page.goto(academy)
    names = names_in(page)
    while (further := page.get_by_role("link", name="Next", exact=True)).count():
        further.click()
        names += names_in(page)
    assert len(names) == len(truth(vendor))


def test_a_star_turns_in_the_row_and_in_the_panel(academy, opens):
    page = opens(MODERATOR)
    page.goto(academy)
    row = page.locator("tbody tr").first
    row.locator(".row-link").click()
    stars = page.locator(f"[data-star='{row.locator('.star').get_attribute('data-star')}']")
    expect(stars).to_have_count(2)
    for turned in ("true", "false"):
        page.locator("#conversation-panel .star").click()
        for star in stars.all():
            expect(star).to_have_attribute("aria-pressed", turned)
