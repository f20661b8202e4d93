"""What was asked for, literally, part by part: for the facts list and the table of parts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exports.by_range.exporting import asked_of
from exports.by_range.zones import assumes_zone
from exports.detail.progress import Progress
from exports.kinds import kind_of
from exports.models import Window
from exports.queries import Fetched


@dataclass(frozen=True)
class PartFacts:
    """One part: what it is of, in words, and the parameters as they were sent.

    `assumed_zone` is the one in which OpenWeb is trusted to read what was sent without one.
    """

    window: Window
    words: str
    sent: Mapping[str, str]
    assumed_zone: str
    fetched: Fetched


def facts_of(progress: Progress, windows: Iterable[Window]) -> Iterable[PartFacts]:
    story = kind_of(progress.export).story
    for window in windows:
        yield PartFacts(
            window=window,
            words=story.part_words(window),
            sent=story.sent(window),
            assumed_zone=_assumed_zone(window),
            fetched=progress.fetched_of(window),
        )


def _assumed_zone(window: Window) -> str:
    if window.api is None or window.since is None:
        return ""
    return window.vendor_zone if assumes_zone(window.api, asked_of(window)) else ""
