"""Moments in a merged CSV: in the site's zone, in UTC, or as received."""

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from exports.merging.flavours import FLAVOURS, zone_of
from exports.merging.merged import Merge
from exports.merging.moments import is_time, shown
from exports.models import Window
from tests.exports.merging import EXCEL, PLAIN, rows_of, source

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("received", "told"),
    [
        ("2026-03-29 00:59:59 +0000", "2026-03-29 01:59:59"),
        ("2026-03-29 01:00:00 +0000", "2026-03-29 03:00:00"),
        ("2026-07-01T10:00:00.250Z", "2026-07-01 12:00:00.250"),
        ("2026-07-01 12:00:00", "2026-07-01 14:00:00"),
        ("1782900000", "2026-07-01 12:00:00"),
        ("1782900000000", "2026-07-01 12:00:00"),
    ],
)
def test_a_moment_is_told_in_the_zone(received, told):
    assert shown(received, UTC, BERLIN) == told


def test_a_moment_at_the_edge_of_the_calendar_stays_as_received():
    assert shown("9999-12-31T23:59:59Z", UTC, BERLIN) == "9999-12-31T23:59:59Z"


def test_the_hour_that_comes_twice_says_which_one_it_is():
    hours = [shown(f"2026-10-25 0{hour}:30:00 +0000", UTC, BERLIN) for hour in range(3)]
    assert hours == [
        "2026-10-25 02:30:00 +0200",
        "2026-10-25 02:30:00 +0100",
        "2026-10-25 03:30:00",
    ]


def test_a_time_without_a_zone_is_read_in_the_vendors():
    assert shown("2026-07-01 12:00:00", ZoneInfo("America/New_York"), BERLIN) == (
        "2026-07-01 18:00:00"
    )


@pytest.mark.parametrize("text", ["", "0", "12345", "yesterday evening", "2026-03-01", "20260301"])
def test_what_names_no_moment_stays_as_it_is(text):
    assert shown(text, UTC, BERLIN) == text


@pytest.mark.parametrize("name", ["written_at", "Created At", "edited-at", "timestamp", "end_time"])
def test_columns_of_times_are_known_by_their_names(name):
    assert is_time(name)


@pytest.mark.parametrize("name", ["content", "flat", "attitude", "times", "id"])
def test_other_columns_are_not(name):
    assert not is_time(name)


@pytest.mark.parametrize(
    ("flavour", "heading", "told"),
    [
        (EXCEL, "written_at (Berlin time)", "2026-07-01 12:00:00"),
        (FLAVOURS["excel-comma-utc"], "written_at (UTC)", "2026-07-01 10:00:00"),
        (PLAIN, "written_at", "2026-07-01T10:00:00Z"),
    ],
)
def test_the_heading_names_the_clock(tmp_path, flavour, heading, told):
    one = source(tmp_path, [["1", "2026-07-01T10:00:00Z"]], ("id", "written_at"))
    header, row = rows_of(Merge([one], flavour, "Europe/Berlin"))
    assert (header[1], row[1]) == (heading, told)


def test_each_files_times_are_read_in_its_own_vendor_zone(tmp_path):
    header, text = ("id", "written_at"), "2026-07-01 10:00:00"
    first = source(tmp_path, [["1", text]], header)
    second = source(tmp_path, [["2", text]], header, ZoneInfo("Asia/Tokyo"))
    _, *rows = rows_of(Merge([first, second], EXCEL, "Europe/Berlin"))
    assert [row[1] for row in rows] == ["2026-07-01 12:00:00", "2026-07-01 03:00:00"]


@pytest.mark.parametrize(
    ("zones", "zone"),
    [(["Asia/Tokyo"] * 2, "Asia/Tokyo"), (["Asia/Tokyo", "Europe/Rome"], "UTC")],
)
def test_sites_in_several_zones_share_utc(zones, zone):
    assert zone_of(Window(zone=one) for one in zones) == zone
