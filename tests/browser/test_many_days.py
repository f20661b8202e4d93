"""A month at a site whose export API takes a day at a time."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import GAZETTE, MODERATOR, PATIENCE, fill_order, start, state

pytestmark = [pytest.mark.browser, pytest.mark.processes]


@pytest.fixture
def moderator(gazette, opens) -> Page:
    return opens(MODERATOR)


def test_it_is_planned_asked_for_day_by_day_and_kept_for_the_next_time(moderator):
    fill_order(moderator, GAZETTE)
    expect(moderator.locator("#plan")).to_contain_text("7 parts")
    start(moderator)
    expect(moderator.locator(".strip-slots .strip-cell")).to_have_count(7)
    expect(state(moderator)).to_have_text("Ready", timeout=PATIENCE)
    fill_order(moderator, GAZETTE)
    moderator.get_by_label("Use them").check()
    start(moderator)
    expect(state(moderator)).to_have_text("Ready")
