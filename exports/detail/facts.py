"""What was asked for, literally, part by part: for the facts list and the table of days."""

from collections.abc import Iterable
from dataclasses import dataclass

from exports import ranges
from exports.detail.progress import Progress
from exports.models import Window
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
        asked = Range(window.since, window.to)
        yield PartFacts(
            window=window,
            words=ranges.in_words(asked, window.zone),
            zone=window.zone,
            sent=ranges.sent(asked, window.vendor_zone),
            fetched=progress.fetched_of(window),
        )
