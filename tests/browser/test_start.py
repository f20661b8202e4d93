"""The press on Start: it counts once, and never waits for what stands behind the page."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.steps import MODERATOR, PATIENCE, fill_order, start, state

pytestmark = [pytest.mark.browser, pytest.mark.processes]
AT_ONCE = 3


def test_a_double_click_makes_one_export(product, vendor, opens):
    vendor.configure(processing_seconds=9999)
    page = opens(MODERATOR)
    fill_order(page, label="twice")
    page.get_by_role("button", name="Start export").dblclick()
    expect(state(page)).to_be_visible()
    assert product.query("select count(*) from exports_export where label='twice'") == [(1,)]
    vendor.configure(processing_seconds=0)
    expect(state(page)).to_have_text("Ready", timeout=PATIENCE)


def test_the_page_answers_at_once_while_the_broker_is_frozen(product, vendor, opens):
    page = opens(MODERATOR)
    fill_order(page)
    broker = product.child("valkey-server")
    broker.suspend()
    try:
        began = time.monotonic()
        start(page)
        assert time.monotonic() - began < AT_ONCE
        expect(state(page)).to_have_text("Queued")
    finally:
        broker.resume()
    expect(state(page)).to_have_text("Ready", timeout=PATIENCE)
