"""Parts are counted as days where each lies within one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from exports import ranges
from exports.models import Window, WindowState
from exports.ranges import Range
from exports.tallies import Tally, days_fetched, tally

BERLIN = ZoneInfo("Europe/Berlin")


def days(first: datetime, number: int, hours: int = 24, **columns) -> list[Window]:
    asked = Range(first.astimezone(UTC), (first + timedelta(days=number)).astimezone(UTC))
    pieces = ranges.cut(asked, timedelta(hours=hours), "Europe/Berlin")
    return [
        Window(since=p.since, to=p.to, zone="Europe/Berlin", **{"site_id": 1, **columns})
        for p in pieces
    ]


def stored(window: Window) -> bool:
    return window.state == WindowState.STORED


def test_days_are_called_days():
    windows = days(datetime(2026, 3, 1, tzinfo=BERLIN), 3)
    windows[0].state = WindowState.STORED
    assert tally(windows, stored) == Tally(1, 3, "day")


def test_a_day_in_pieces_is_done_with_its_last_one():
    windows = days(datetime(2026, 10, 25, tzinfo=BERLIN), 1)  # of 25 hours
    assert len(windows) == 2
    windows[0].state = WindowState.STORED
    assert tally(windows, stored) == Tally(0, 1, "day")
    windows[1].state = WindowState.STORED
    assert tally(windows, stored) == Tally(1, 1, "day")


def test_parts_of_more_than_a_day_are_parts():
    assert tally(days(datetime(2026, 3, 1, tzinfo=BERLIN), 90, hours=730), stored).unit == "part"


def test_the_same_days_of_two_sites_are_parts():
    both = [
        w for site in (1, 2) for w in days(datetime(2026, 3, 1, tzinfo=BERLIN), 2, site_id=site)
    ]
    assert tally(both, stored) == Tally(0, 4, "part")


def test_articles_are_parts():
    assert tally([Window(post_id="a"), Window(post_id="b")], stored) == Tally(0, 2, "part")


def test_fetched_names_the_first_and_the_last_day():
    moments = (datetime(2026, 4, 1, 23, tzinfo=UTC), datetime(2026, 4, 14, 9, tzinfo=UTC))
    windows = [Window(stored_at=moment) for moment in moments]
    assert days_fetched([*windows, Window()], "Europe/Berlin") == "2–14 April 2026"
    assert days_fetched([Window()], "UTC") == ""
