"""What was asked for, literally, part by part: for the facts list and the table of days."""

from collections.abc import Iterable
from dataclasses import dataclass

from exports import ranges
from exports.models import Window
from exports.progress import Progress
from exports.queries import Fetched
from exports.ranges import Range


@dataclass(frozen=True)
class PartFacts:
    """One part: its days in words, the zone they are meant in, and both ends as they were sent."""

    window: Window
    words: str
    zone: str
    sent: tuple[str, str]
    fetched: Fetched


def facts_of(progress: Progress) -> Iterable[PartFacts]:
    for window in progress.windows:
        asked, zone = Range(window.since, window.to), zone_of(window, progress)
        yield PartFacts(
            window=window,
            words=ranges.in_words(asked, zone),
            zone=zone,
            sent=ranges.sent(asked, window.vendor_zone),
            fetched=progress.fetched_of(window),
        )


def zone_of(window: Window, progress: Progress) -> str:
    """The zone the days were meant in; a deleted site leaves UTC, in which they are stored."""
    asked: str | None = progress.export.request.get("zone")
    return asked or (window.site.zone if window.site else "UTC")
