"""Days in a zone, the moments they mean, and the words for both. Pure: no database, no clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PRESETS = {
    "yesterday": "Yesterday",
    "last-7-days": "Last 7 days",
    "last-month": "Last month",
}
YEARS = range(1970, 9999)


@dataclass(frozen=True)
class Range:
    """From `since` up to, not including, `to`. Both are aware and in UTC."""

    since: datetime
    to: datetime


class RangeRefused(ValueError):
    """A range that cannot be asked for; `field` says which end to mend, the text says why."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def whole_days(first: date, last: date, zone: str, now: datetime) -> Range:
    """Every moment of `first` to `last`, both included, as days of `zone`.

    A last day that is still running ends at `now` (aware), in whole seconds. Days may have 23 or 25
    hours: each end is its own local midnight. Raises RangeRefused.
    """
    _check_years(first, last)
    if first > last:
        raise RangeRefused("last_day", "The last day is before the first. Swap them, or mend one.")
    return between(datetime.combine(first, time()), _midnight_after(last), zone, now)


def between(since: datetime, to: datetime, zone: str, now: datetime) -> Range:
    """From `since` up to `to`, both without a zone and read in `zone`. Raises RangeRefused."""
    _check_years(since, to)
    tz = ZoneInfo(zone)
    start = since.replace(tzinfo=tz).astimezone(UTC)
    end = min(to.replace(tzinfo=tz).astimezone(UTC), now.astimezone(UTC).replace(microsecond=0))
    if start >= now:
        raise RangeRefused("first_day", "The range lies in the future. Nobody has commented yet.")
    if start >= end:
        raise RangeRefused("last_day", "The range ends before it begins. Mend one of its ends.")
    return Range(start, end)


def _check_years(first: date, last: date) -> None:
    """Near the ends of Python's calendar a day in one zone may be no day in another."""
    for field, day in (("first_day", first), ("last_day", last)):
        if day.year not in YEARS:
            raise RangeRefused(field, f"Nobody commented in the year {day.year}. Mend it.")


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time())


def preset_days(preset: str, zone: str, now: datetime) -> tuple[date, date]:
    """First and last day of a preset, as days of `zone`; all of them are over."""
    today = now.astimezone(ZoneInfo(zone)).date()
    yesterday = today - timedelta(days=1)
    if preset == "yesterday":
        return yesterday, yesterday
    if preset == "last-7-days":
        return today - timedelta(days=7), yesterday
    if preset == "last-month":
        last = today.replace(day=1) - timedelta(days=1)
        return last.replace(day=1), last
    raise KeyError(preset)


def cut(asked: Range, longest: timedelta | None, zone: str) -> Iterator[Range]:
    """The range in touching pieces, none longer than `longest`, which is at least an hour.

    A piece ends at a midnight of `zone` where one is near enough: then other ranges are cut at the
    same moments, and what was fetched for one can be used for another.
    """
    since = asked.since
    while since < asked.to:
        to = _end_of_piece(since, longest, zone) if longest else asked.to
        yield Range(since, min(to, asked.to))
        since = to


def _end_of_piece(since: datetime, longest: timedelta, zone: str) -> datetime:
    tz = ZoneInfo(zone)
    furthest = since + longest
    midnight = datetime.combine(furthest.astimezone(tz).date(), time(), tz).astimezone(UTC)
    return midnight if since < midnight <= furthest else furthest


def halves(asked: Range) -> tuple[Range, Range]:
    """Both halves, touching at a whole minute."""
    middle = asked.since + (asked.to - asked.since) / 2
    middle = middle.replace(second=0, microsecond=0)
    return Range(asked.since, middle), Range(middle, asked.to)


def local_days(asked: Range, zone: str) -> tuple[date, date]:
    """The first and the last day that the range touches in `zone`."""
    tz = ZoneInfo(zone)
    last_moment = asked.to - timedelta(microseconds=1)
    return asked.since.astimezone(tz).date(), last_moment.astimezone(tz).date()


def in_words(asked: Range, zone: str) -> str:
    """“1–31 March 2026, whole days, Berlin time”; with clock times when an end is no midnight."""
    tz = ZoneInfo(zone)
    since, to = asked.since.astimezone(tz), asked.to.astimezone(tz)
    if since.time() == time() and to.time() == time():
        first, last = local_days(asked, zone)
        whole = "whole day" if first == last else "whole days"
        return f"{days_in_words(first, last)}, {whole}, {place(zone)}"
    until = f"{to:%H:%M}" if since.date() == to.date() else _moment(to)
    return f"{_moment(since)} to {until}, {place(zone)}"


def place(zone: str) -> str:
    """“Berlin time” for Europe/Berlin; UTC is its own name."""
    return zone if zone == "UTC" else f"{zone.rsplit('/', 1)[-1].replace('_', ' ')} time"


def days_in_words(first: date, last: date) -> str:
    """“31 March 2026”, “1–31 March 2026”, “30 March – 2 April 2026”."""
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%B %Y}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%B}{year} – {last.day} {last:%B %Y}"


def _moment(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M}"
