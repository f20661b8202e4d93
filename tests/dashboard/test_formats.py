from datetime import UTC, datetime, timedelta

import pytest

from dashboard import formats

NOW = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (412_300, "412,300"), (None, "—")])
def test_numbers_have_commas(value, text):
    assert formats.number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1.0 kB"),
        (9_960, "10 kB"),
        (38_400_000, "38 MB"),
        (999_600_000, "1.0 GB"),
        (5_000_000_000_000_000, "5,000 TB"),
        (None, "—"),
    ],
)
def test_sizes_are_decimal_and_short(value, text):
    assert formats.size(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 s"),
        (45.4, "45 s"),
        (60, "1 min"),
        (389, "6 min"),
        (timedelta(hours=2, minutes=5, seconds=9), "2 h 5 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(days=1, hours=4), "1 day 4 h"),
        (timedelta(days=3, minutes=4), "3 days"),
        (None, "—"),
    ],
)
def test_durations_name_what_matters(value, text):
    assert formats.duration(value) == text


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(seconds=3), "just now"),
        (timedelta(seconds=40), "40 s ago"),
        (timedelta(minutes=4, seconds=59), "4 min ago"),
        (timedelta(hours=23), "23 h ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=6, hours=5), "6 days ago"),
        (timedelta(days=8), "23 Mar 2026"),
        (-timedelta(minutes=5), "in 5 min"),
    ],
)
def test_ages_are_relative_until_a_week_has_passed(ago, text):
    assert formats.age(NOW - ago, NOW) == text


def test_an_hour_gets_its_day_when_it_could_be_mistaken():
    assert formats.clock(NOW - timedelta(hours=2), NOW) == "10:00 UTC"
    assert formats.clock(NOW - timedelta(hours=30), NOW) == "30 Mar 2026, 06:00 UTC"


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Berlin", "Berlin time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("UTC", "UTC"),
    ],
)
def test_zones_are_called_by_their_city(zone, words):
    assert formats.zone_name(zone) == words


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (datetime(2026, 3, 31, 22, 0, tzinfo=UTC), "31 Mar 2026"),
        (datetime(2026, 3, 31, 10, 30, tzinfo=UTC), "31 Mar 2026, 12:30"),
    ],
)
def test_a_range_goes_through_its_last_day(end, words):
    assert formats.through(end, "Europe/Berlin") == words


def test_long_ids_keep_both_ends():
    assert formats.middle_cut("0123456789abcdef0123456789abcdef") == "01234567…89abcdef"
    assert formats.middle_cut("short") == "short"


@pytest.mark.parametrize(
    ("name", "letters"), [("Ana Maria Alvarez", "AA"), ("tom", "TO"), ("é", "É"), ("(x) y z", "YZ")]
)
def test_initials(name, letters):
    assert formats.initials(name) == letters


@pytest.mark.parametrize(
    ("names", "text"),
    [(["Ana"], "Ana"), (["Ana", "Tom"], "Ana or Tom"), (["A", "B", "C"], "A, B or C")],
)
def test_names_are_listed_as_in_speech(names, text):
    assert formats.listed(names, "or") == text
