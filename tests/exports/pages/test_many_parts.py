"""The page of ten years of days stays small, and leads to the rest."""

from datetime import UTC, datetime, timedelta

import pytest

from exports.models import Export, Window
from tests.exports import factories

FIRST = datetime(2016, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def days(export: Export, site, number: int, state: str) -> None:
    Window.objects.bulk_create(
        Window(
            export=export,
            position=position,
            site=site,
            site_name=site.name,
            spot_id=site.spot_id,
            generation="v2",
            zone="UTC",
            vendor_zone="UTC",
            since=FIRST + position * DAY,
            to=FIRST + (position + 1) * DAY,
            state=state,
        )
        for position in range(number)
    )


@pytest.fixture
def long(ana, site, request) -> Export:
    """Of so many days the last one waits."""
    number = getattr(request, "param", 1_200)
    export = factories.make_export(ana, state="running")
    days(export, site, number, "stored")
    export.windows.filter(position=number - 1).update(state="waiting")
    return export


@pytest.fixture
def page(browser, long):
    def read(**address) -> str:
        return browser.get(long.get_absolute_url(), address).content.decode()

    return read


@pytest.mark.parametrize("long", [3_650], indirect=True)
def test_ten_years_make_a_small_page(page):
    text = page()
    assert len(text) < 300_000
    assert text.count("<tr id=") == 100
    assert "Show all 3,650 parts" in text


def test_days_are_counted(page):
    assert "1,199 of 1,200 days" in page()


def test_what_failed_is_always_listed(page, long):
    long.windows.filter(position=800).update(state="failed", message="Gone.")
    text = page()
    assert f'<tr id="part-{long.windows.get(position=800).pk}">' in text
    assert f'<tr id="part-{long.windows.get(position=801).pk}">' not in text


def test_all_can_be_asked_for(page, long):
    long.windows.filter(position__gte=150).delete()
    text = page(all="")
    assert text.count("<tr id=") == 150
    assert "Show all" not in text


def test_a_few_requests_stand_for_all_that_are_alike(page):
    text = page()
    assert text.count("until=") + text.count("to=2016") == 5
    assert "Show what was asked for each part" in text


def test_days_that_were_split_are_not_counted_twice(page, long, site):
    whole = long.windows.get(position=1_199)
    long.windows.filter(pk=whole.pk).update(state="split")
    for half in range(2):
        since = whole.since + half * DAY / 2
        columns = {"since": since, "to": since + DAY / 2, "state": "stored", "position": 1_199}
        factories.make_window(long, site, **columns)
    long.windows.update(zone="UTC")
    assert "1,200 of 1,200 days" in page()


def test_days_taken_over_say_when_they_were_fetched(page, long, browser):
    long.windows.filter(position__gte=31).delete()
    long.windows.update(stored_at=datetime(2025, 4, 2, 9, tzinfo=UTC))
    long.windows.filter(position__gte=29).update(stored_at=long.requested_at + DAY)
    Export.objects.update(state="ready")
    text = " ".join(page().split())
    assert "29 of 31 days were fetched for earlier exports: later edits" in text
    assert "Fetched 2 April 2025 – " in text
