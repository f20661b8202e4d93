"""Messages over time: by day while that fits, then by week, month or year."""

from datetime import date, timedelta

import pytest

from activity.chart import HEIGHT, MOST_BARS, WIDTH, chart_of

FIRST = date(2026, 1, 1)


def chart(*days: tuple[int, int]):
    """Of numbers of messages by how many days after the first."""
    found = chart_of([(FIRST + timedelta(days=at), number) for at, number in days])
    assert found
    return found


def test_without_a_message_there_is_none():
    assert chart_of([]) is None


def test_a_day_without_messages_has_a_place_but_no_bar():
    bars = chart((0, 4), (2, 8)).bars
    assert [bar.number for bar in bars] == [4, 8]
    assert bars[1].x - bars[0].x == pytest.approx(WIDTH * 2 / 3, abs=0.01)
    assert [bar.height for bar in bars] == [HEIGHT / 2, HEIGHT]


@pytest.mark.parametrize(
    ("last", "unit"), [(0, "day"), (123, "day"), (124, "week"), (900, "month"), (4000, "year")]
)
def test_the_unit_is_the_finest_that_fits(last, unit):
    assert chart((0, 1), (last, 1)).unit == unit


@pytest.mark.parametrize("last", [0, 1, 123, 124, 867, 868, 3719, 3720, 40_000])
def test_every_bar_is_inside(last):
    bars = chart((0, 1), (last, 5000)).bars
    assert len(bars) <= MOST_BARS + 1
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH + 1 for bar in bars)
    assert all(bar.y >= 0 and bar.height > 0 for bar in bars)


def test_no_message_is_lost_in_a_coarser_unit():
    found = chart(*((at, 1) for at in range(0, 900, 3)))
    assert sum(bar.number for bar in found.bars) == 300


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1)])
def test_the_ends_of_the_calendar_are_no_error(day):
    found = chart_of(sorted([(day, 1), (FIRST, 1)]))
    assert found
    assert found.most == 1
