"""Parts counted as people count them: as days where each lies within one. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from exports import ranges
from exports.models import Window


@dataclass(frozen=True)
class Tally:
    """So many of so many; `unit` is “day” or “part”."""

    done: int
    total: int
    unit: str = "part"

    @property
    def rest(self) -> int:
        return self.total - self.done


def day_of(window: Window) -> date | None:
    """The day of its zone within which the part lies; None when it is of more, or of no days."""
    if window.span is None:
        return None
    first, last = ranges.local_days(window.span, window.zone)
    return first if first == last else None


def tally(windows: Sequence[Window], is_done: Callable[[Window], bool]) -> Tally:
    """Days of one site, each done with all of its parts; else parts."""
    days: dict[date, bool] = {}
    for window in windows:
        day = day_of(window)
        if day is None or window.site_id != windows[0].site_id:
            return Tally(sum(is_done(each) for each in windows), len(windows))
        days[day] = days.get(day, True) and is_done(window)
    return Tally(sum(days.values()), len(days), "day")


def days_fetched(windows: Iterable[Window], zone: str) -> str:
    """“2–14 April 2026”: when these were stored, as days of `zone`; empty when none was."""
    tz = ZoneInfo(zone)
    days = [window.stored_at.astimezone(tz).date() for window in windows if window.stored_at]
    return ranges.days_in_words(min(days), max(days)) if days else ""
