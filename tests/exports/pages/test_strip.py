"""One cell a part by its state, laid out so that ten years of days can still be read."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from exports import ranges
from exports.by_range.story import RangeStory
from exports.detail.strip import MOST_CELLS, Cell, Drawing, Strip
from exports.models import Export, Window
from exports.ranges import Range

ASKED = datetime(2026, 11, 22, 10, tzinfo=UTC)
keys = count(1)


def days(number: int, first=datetime(2026, 1, 30, tzinfo=UTC), hours=24, **columns) -> list[Window]:
    columns.setdefault("site_name", "A")
    pieces = ranges.cut(Range(first, first + timedelta(days=number)), timedelta(hours=hours), "UTC")
    return [
        Window(pk=next(keys), since=piece.since, to=piece.to, zone="UTC", **columns)
        for piece in pieces
    ]


def drawn(windows, listed=()) -> Strip:
    return Drawing(Export(requested_at=ASKED), windows, RangeStory(), listed).strip()


def only_cell(**columns) -> Cell:
    return drawn(days(1, **columns)).rows[0].slots[0][0]


def cells(strip: Strip) -> list[Cell]:
    return [cell for row in strip.rows for slot in row.slots for cell in slot]


def test_a_few_days_stand_in_one_row():
    strip = drawn(days(3))
    assert (strip.layout, len(strip.rows), len(cells(strip))) == ("flow", 1, 3)


def test_ninety_days_stand_in_months_at_their_places():
    strip = drawn(days(90))
    assert [row.label for row in strip.rows] == [
        "January 2026",
        "February 2026",
        "March 2026",
        "April 2026",
    ]
    assert [len(row.before) for row in strip.rows] == [29, 0, 0, 0]
    assert [len(row.slots) for row in strip.rows] == [2, 28, 31, 29]


def test_ten_years_are_folded_into_months():
    strip = drawn(days(3650))
    assert strip.layout == "months"
    assert [row.label for row in strip.rows][:2] == ["2026", "2027"]
    assert len(cells(strip)) == 121


def test_many_parts_that_are_no_days_are_folded_alike():
    strip = drawn(days(20_000, hours=730))
    assert len(cells(strip)) <= MOST_CELLS
    assert cells(strip)[0].words.startswith("Parts 1–2 · 0 of 2 parts stored")


def test_the_halves_of_a_day_share_its_slot():
    windows = days(60)
    windows[1:2] = days(1, windows[1].since, hours=12)
    strip = drawn(windows)
    assert [len(slot) for slot in strip.rows[0].slots] == [1, 2]
    assert "31 January 2026, 00:00 to 12:00, UTC" in strip.rows[0].slots[1][0].words


def test_a_day_in_many_pieces_is_one_cell():
    windows = days(60)
    windows[1:2] = days(1, windows[1].since, hours=1)
    assert "31 January 2026 · 0 of 24 parts stored" in cells(drawn(windows))[1].words


def test_a_stored_day_tells_its_rows_and_times():
    asked = datetime(2026, 11, 22, 10, 4, tzinfo=UTC)
    stored = {"requested_at": asked, "stored_at": asked + timedelta(minutes=2)}
    cell = only_cell(state="stored", received_rows=412, **stored)
    assert cell.state == "stored"
    assert cell.words.endswith("412 rows · asked 22 Nov 2026 10:04, stored 10:06 UTC")


def test_a_day_from_before_tells_when_it_was_fetched():
    earlier = ASKED - timedelta(days=220)
    cell = only_cell(state="stored", requested_at=earlier, stored_at=earlier, received_rows=1)
    assert cell.state == "taken"
    assert cell.words.endswith("1 row · fetched 16 Apr 2026 10:00 UTC")


def test_an_incomplete_day_says_so():
    cell = only_cell(state="stored", stored_at=ASKED, grade="incomplete", received_rows=3)
    assert (cell.state, "3 rows, incomplete" in cell.words) == ("incomplete", True)


@pytest.mark.parametrize(
    ("states", "shown"),
    [
        (["stored", "failed", "waiting"], "some-failed"),
        (["failed", "failed", "failed"], "failed"),
        (["stored", "processing", "waiting"], "processing"),
        (["stored", "waiting", "waiting"], "partly"),
        (["waiting", "cancelled", "waiting"], "waiting"),
    ],
)
def test_a_month_shows_the_gravest_of_its_days(states, shown):
    windows = days(3650)
    march = [window for window in windows if f"{window.since:%Y-%m}" == "2026-03"]
    for place, window in enumerate(march):
        window.state = states[place % 3]
    assert cells(drawn(windows))[2].state == shown


def test_sites_are_told_apart():
    strip = drawn([*days(40), *days(40, site_name="B")])
    assert [row.label for row in strip.rows] == [
        "A, January 2026",
        "A, February 2026",
        "A, March 2026",
        "B, January 2026",
        "B, February 2026",
        "B, March 2026",
    ]


def test_only_parts_that_have_a_row_below_lead_there():
    windows = days(3)
    assert [cell.part for cell in cells(drawn(windows, [windows[1].pk]))] == [0, windows[1].pk, 0]


def test_the_legend_counts_parts_and_leaves_out_what_there_is_not():
    windows = days(90)
    windows[0].state = "failed"
    assert drawn(windows).legend == (("waiting", "Waiting", 89), ("failed", "Failed", 1))
