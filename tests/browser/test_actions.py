import pytest
from playwright.sync_api import expect

from tests.browser.steps import MODERATOR, PATIENCE, answer, current_step, heading, order, state

pytestmark = [pytest.mark.browser, pytest.mark.processes]


def test_a_running_export_is_cancelled_tried_again_and_deleted(product, vendor, opens):
    vendor.configure(processing_seconds=9999)
    page = opens(MODERATOR)
    number = order(page, label="to and fro")
    expect(current_step(page)).to_contain_text("OpenWeb is building it", timeout=PATIENCE)
    answer(page, "Cancel", "Stop fetching")
    expect(state(page)).to_have_text("Cancelled", timeout=PATIENCE)

    vendor.configure(processing_seconds=0)
    page.get_by_role("button", name="Retry").click()
    expect(state(page)).to_have_text("Ready", timeout=PATIENCE)

    answer(page, "Delete", "Delete for everybody")
    expect(heading(page)).to_have_text("Exports")
    expect(page.get_by_text("Deleted “to and fro”.")).to_be_visible()
    expect(page.locator(f"a[href='/exports/{number}/']")).to_have_count(0)
