"""The press on Start: it counts once, and never waits for what stands behind the page."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.steps import MODERATOR, PATIENCE, fill_order, start, state

pytestmark = [pytest.mark.browser, pytest.mark.processes]
AT_ONCE = 3


def test_neither_a_double_click_nor_a_second_tab_starts_it_twice(product, vendor, opens):
    vendor.configure(processing_seconds=9999)
    tab, other_tab = opens(MODERATOR), opens(MODERATOR)
    fill_order(tab, label="twice")
    fill_order(other_tab, label="twice")
    tab.get_by_role("button", name="Start export").dblclick()
    expect(state(tab)).to_be_visible()
    start(other_tab)
    assert other_tab.url == tab.url
    expect(other_tab.get_by_text("this is the one you started before")).to_be_visible()
    assert product.query("select count(*) from exports_export where label='twice'") == [(1,)]
    vendor.configure(processing_seconds=0)
    expect(state(tab)).to_have_text("Ready", timeout=PATIENCE)


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
