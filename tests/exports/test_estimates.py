"""How long and how large, judged by our own past."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from exports import estimates
from exports.estimates import Past, Work, estimate, past_of, time_left
from exports.models import Window
from tests.exports import factories

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def work(parts: int, turns: int = 1, took: timedelta = MINUTE, size: float = 1000) -> Work:
    return Work("The Daily", parts, parts * DAY, turns, Past(20, took, size))


def test_parts_take_their_turns():
    assert estimate([work(90)], free=0).takes == 90 * MINUTE
    assert estimate([work(90, turns=3)], free=0).takes == 30 * MINUTE


def test_a_part_is_not_quicker_because_others_could_go_beside_it():
    assert estimate([work(1, turns=3)], free=0).takes == MINUTE


def test_sites_are_asked_side_by_side_and_all_fill_the_disk():
    both = estimate([work(10), work(30)], free=0)
    assert both.takes == 30 * MINUTE
    assert both.size == 40_000


def test_a_site_without_a_past_is_named_and_not_guessed():
    new = Work("The Evening", 5, 5 * DAY, 1, None)
    assert estimate([work(10), new], free=0).without_past == ("The Evening",)
    assert estimate([new], free=0).takes is None


@pytest.mark.parametrize(("free", "fits"), [(9_999, False), (10_000, True), (None, True)])
def test_what_does_not_fit_is_told(free, fits):
    assert estimate([work(10)], free).fits is fits


def test_the_time_left_is_told_by_the_pace_of_what_was_brought():
    now = datetime(2026, 4, 1, 12, tzinfo=UTC)
    brought = [Window(state="stored", requested_at=now - 10 * MINUTE) for _ in range(5)]
    waiting = [Window(state="waiting") for _ in range(10)]
    assert time_left([*brought, *waiting], now) == 20 * MINUTE
    assert time_left([*brought[1:], *waiting], now) is None


def stored(export, site, minutes: int, size: int, day: int = 1, **columns) -> None:
    """A day that took so many minutes and brought so many bytes."""
    since = datetime(2026, 3, day, tzinfo=UTC)
    window = factories.make_stored_window(export, site, 3, since=since, to=since + DAY, **columns)
    assert isinstance(window.stored_at, datetime)
    window.requested_at = window.stored_at - minutes * MINUTE
    window.save()
    factories.make_file(window, bytes([day]) * size)


@pytest.fixture
def site(db):
    return factories.make_site("The Daily", generation="v2")


def test_the_past_is_the_median_of_this_site_and_generation(site, ana):
    export = factories.make_export(ana)
    for day, minutes in enumerate((1, 2, 30), start=1):
        stored(export, site, minutes, 100, day)
    stored(export, site, 500, 100, 9, generation="v1")
    stored(export, factories.make_site(generation="v2"), 500, 100)
    assert past_of(site) == Past(3, 2 * MINUTE, 100)


def test_only_the_newest_parts_count(site, ana, monkeypatch):
    monkeypatch.setattr(estimates, "RECENT", 2)
    export = factories.make_export(ana)
    for day, minutes in enumerate((50, 4, 4), start=1):
        stored(export, site, minutes, 100, day)
    past = past_of(site)
    assert past
    assert past.took == 4 * MINUTE


def test_days_taken_over_from_before_took_nothing(site, ana):
    export = factories.make_export(ana)
    stored(export, site, 4, 100)
    again = factories.make_export(ana)
    stored(again, site, 90, 100, taken_from=export.windows.get())
    past = past_of(site)
    assert past
    assert past.parts == 1


def test_without_a_past_nothing_is_said(site, ana):
    export = factories.make_export(ana, state="running")
    factories.make_window(export, site, state="processing", requested_at=timezone.now())
    assert past_of(site) is None


def test_the_reserve_is_not_free(settings):
    settings.DISK_RESERVE_BYTES = 10**18
    assert estimates.free_bytes() == 0
