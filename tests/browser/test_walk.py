"""The main job, as a moderator does it: from signing in to the vendor's own bytes on the disk."""

import csv
import hashlib
import io
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import MODERATOR, PATIENCE, current_step, sign_in, start, state
from tests.processes.exporting import Truth, truth
from tests.processes.product import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.processes]


@pytest.fixture
def vendor(vendor):
    """It builds until it is told to be done, and then has three files."""
    vendor.configure(processing_seconds=9999, rows_per_file=15)
    return vendor


def test_an_export_goes_from_the_order_to_the_files_without_a_reload(product, vendor, opens):
    page = opens()
    number = order_yesterday(page)
    expect(current_step(page)).to_contain_text("OpenWeb is building it", timeout=PATIENCE)
    page.evaluate("window.neverLeft = true")
    vendor.configure(processing_seconds=0)
    expect_ready(page, timeout=PATIENCE)
    assert page.evaluate("window.neverLeft")
    assert_downloads_are_the_vendors(page, truth_of(product, vendor, number))


def test_it_does_so_without_javascript_too(product, vendor, opens):
    page = opens(java_script_enabled=False)
    number = order_yesterday(page)
    wait_for("the building", lambda: "building it" in reloaded(current_step(page)))
    vendor.configure(processing_seconds=0)
    wait_for("the end", lambda: reloaded(state(page)) == "Ready")
    expect_ready(page)
    assert_downloads_are_the_vendors(page, truth_of(product, vendor, number))


def order_yesterday(page: Page) -> int:
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    sign_in(page, MODERATOR)
    page.get_by_role("link", name="New export").click()
    page.get_by_role("link", name="Yesterday").click()
    expect(page.locator("#plan")).to_contain_text(f"{yesterday.day} {yesterday:%B %Y}, whole day")
    expect(page.locator("#plan")).to_contain_text(f"since={yesterday}")
    return start(page)


def reloaded(locator: Locator) -> str:
    locator.page.reload()
    return locator.inner_text() if locator.count() else ""


def expect_ready(page: Page, timeout: float = 5000) -> None:
    expect(state(page)).to_have_text("Ready", timeout=timeout)
    expect(page.locator(".result")).to_contain_text("40 rows")
    expect(page.locator(".result")).to_contain_text("Complete As many as OpenWeb announced.")


def truth_of(product, vendor, number: int) -> Truth:
    [[vendor_id]] = product.query(f"select vendor_id from exports_window where export_id={number}")
    return truth(vendor, vendor_id)


def assert_downloads_are_the_vendors(page: Page, truth: Truth) -> None:
    files = page.locator("#export-files a")
    expect(files).to_have_count(3)
    got = [hashlib.sha256(taken(file).read_bytes()).hexdigest() for file in files.all()]
    assert got == truth.files
    everything = taken(page.get_by_role("link", name="Download all"))
    assert ids_in(everything) == truth.ids


def taken(link: Locator) -> Path:
    with link.page.expect_download() as download:
        link.click()
    return download.value.path()


def ids_in(bundle: Path) -> list[str]:
    with zipfile.ZipFile(bundle) as archive:
        table = io.StringIO(archive.read("comments.csv").decode(), newline="")
    return [row["id"] for row in csv.DictReader(table)]
