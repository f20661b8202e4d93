"""Messages over time as bars of an SVG: by day, week, month or year, whatever fits. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, HEIGHT, GAP = 960, 96, 1
MOST_BARS = 124
LAST_YEAR = 9000  # near the end of Python's calendar there is no next year
# Longer than the longest of its kind: the beginning of what it leads into is the next one.
STEPS = {
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=31),
    "year": timedelta(days=366),
}


@dataclass(frozen=True)
class Bar:
    """`day` is the first day of what the bar stands for; sizes are in units of the SVG."""

    day: date
    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    """`unit` is day, week, month or year. Days without messages have a place, but no bar."""

    unit: str
    bars: tuple[Bar, ...]
    most: int
    first: date
    last: date


def chart_of(days: Sequence[tuple[date, int]]) -> Chart | None:
    """From the number of messages a day, in order; None without any."""
    days = [(day, number) for day, number in days if day.year <= LAST_YEAR]
    if not days:
        return None
    first, last = days[0][0], days[-1][0]
    unit = _unit(first, last)
    counts: Counter[date] = Counter()
    for day, number in days:
        counts[_begin(day, unit)] += number
    places = _places(_begin(first, unit), last, unit)
    most = max(counts.values())
    width = WIDTH / len(places)
    bars = tuple(
        _bar(day, counts[day], at * width, width, most)
        for at, day in enumerate(places)
        if counts[day]
    )
    return Chart(unit, bars, most, first, last)


def _bar(day: date, number: int, x: float, width: float, most: int) -> Bar:
    height = max(number / most * HEIGHT, 2)
    thick = max(min(width - GAP, 40), 0.5)
    x += max(width - GAP - thick, 0) / 2
    return Bar(
        day, number, round(x, 2), round(HEIGHT - height, 2), round(thick, 2), round(height, 2)
    )


def _unit(first: date, last: date) -> str:
    days = (last - first).days + 1
    lengths = {"day": 1, "week": 7, "month": 30}
    fitting = (unit for unit, length in lengths.items() if days <= MOST_BARS * length)
    return next(fitting, "year")


def _begin(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "year":
        return day.replace(month=1, day=1)
    return day.replace(day=1) if unit == "month" else day


def _places(first: date, last: date, unit: str) -> list[date]:
    places = [first]
    while (day := _begin(places[-1] + STEPS[unit], unit)) <= last:
        places.append(day)
    return places
