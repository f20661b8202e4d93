from datetime import UTC, date, datetime, timedelta

import pytest

from exports.ranges import (
    Range,
    RangeRefused,
    between,
    cut,
    halves,
    in_words,
    preset_days,
    whole_days,
)

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)


def test_whole_days_begin_and_end_at_the_local_midnights():
    asked = whole_days(date(2026, 3, 1), date(2026, 3, 31), "Europe/Berlin", NOW)
    assert asked.since == datetime(2026, 2, 28, 23, tzinfo=UTC)
    assert asked.to == datetime(2026, 3, 31, 22, tzinfo=UTC)  # summer time has begun


def test_a_day_on_which_the_clock_goes_forward_has_23_hours():
    asked = whole_days(date(2026, 3, 29), date(2026, 3, 29), "Europe/Berlin", NOW)
    assert (asked.to - asked.since).total_seconds() == 23 * 3600


def test_a_last_day_that_is_still_running_ends_now():
    assert whole_days(date(2026, 4, 9), date(2026, 4, 10), "UTC", NOW).to == NOW


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2026, 4, 2), date(2026, 4, 1), "last_day"),
        (date(2026, 4, 11), date(2026, 4, 12), "first_day"),
        (date.min, date(2026, 4, 1), "first_day"),
        (date(2026, 4, 1), date.max, "last_day"),
    ],
)
def test_a_range_that_makes_no_sense_names_the_end_to_mend(first, last, field):
    with pytest.raises(RangeRefused) as refused:
        whole_days(first, last, "UTC", NOW)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("preset", "first", "last"),
    [
        ("yesterday", date(2026, 4, 9), date(2026, 4, 9)),
        ("last-7-days", date(2026, 4, 3), date(2026, 4, 9)),
        ("last-month", date(2026, 3, 1), date(2026, 3, 31)),
    ],
)
def test_presets_end_before_today(preset, first, last):
    assert preset_days(preset, "UTC", NOW) == (first, last)


def test_yesterday_is_what_the_site_calls_yesterday():
    late = datetime(2026, 4, 9, 23, tzinfo=UTC)
    assert preset_days("yesterday", "Asia/Tokyo", late)[0] == date(2026, 4, 9)


def test_words_say_whole_days_only_when_they_are_whole():
    asked = whole_days(date(2026, 3, 1), date(2026, 3, 31), "Europe/Berlin", NOW)
    assert in_words(asked, "Europe/Berlin") == "1–31 March 2026, whole days, Berlin time"
    assert in_words(asked, "UTC") == "28 February 2026, 23:00 to 31 March 2026, 22:00, UTC"


def test_words_name_a_single_day_once():
    day = whole_days(date(2026, 3, 1), date(2026, 3, 1), "UTC", NOW)
    assert in_words(day, "UTC") == "1 March 2026, whole day, UTC"
    until_now = between(datetime(2026, 3, 1), datetime(2026, 3, 1, 4, 40), "UTC", NOW)
    assert in_words(until_now, "UTC") == "1 March 2026, 00:00 to 04:40, UTC"


DAY = timedelta(days=1)


def pieces(first: date, last: date, zone: str, longest: timedelta | None = DAY) -> list[Range]:
    return list(cut(whole_days(first, last, zone, NOW), longest, zone))


def test_pieces_touch_and_are_no_longer_than_allowed():
    found = pieces(date(2026, 1, 1), date(2026, 3, 31), "Europe/Berlin", timedelta(hours=730))
    assert [piece.to for piece in found[:-1]] == [piece.since for piece in found[1:]]
    assert all(piece.to - piece.since <= timedelta(hours=730) for piece in found)


def test_pieces_end_at_midnights_of_the_zone_over_a_change_of_the_clock():
    found = pieces(date(2026, 3, 28), date(2026, 3, 30), "Europe/Berlin")
    assert [piece.to - piece.since for piece in found] == [DAY, timedelta(hours=23), DAY]


def test_a_day_longer_than_allowed_is_cut_and_the_next_begins_at_its_midnight():
    found = list(
        cut(
            Range(datetime(2025, 10, 25, 22, tzinfo=UTC), datetime(2025, 10, 27, 23, tzinfo=UTC)),
            DAY,
            "Europe/Berlin",
        )
    )
    assert [piece.to - piece.since for piece in found] == [DAY, timedelta(hours=1), DAY]


def test_without_a_limit_the_range_stays_whole():
    assert len(pieces(date(2026, 1, 1), date(2026, 3, 31), "UTC", None)) == 1


def test_halves_touch_at_a_whole_minute():
    first, second = halves(
        Range(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 1, 0, 5, tzinfo=UTC))
    )
    assert first.to == second.since == datetime(2026, 3, 1, 0, 2, tzinfo=UTC)
