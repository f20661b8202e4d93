"""What was asked for, literally, part by part: for the facts list and the table of parts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exports.detail.progress import Progress
from exports.kinds import kind_of
from exports.models import Window
from exports.queries import Fetched


@dataclass(frozen=True)
class PartFacts:
    """One part: what it is of, in words, and the parameters as they were sent."""

    window: Window
    words: str
    sent: Mapping[str, str]
    fetched: Fetched


def facts_of(progress: Progress) -> Iterable[PartFacts]:
    story = kind_of(progress.export).story
    for window in progress.windows:
        yield PartFacts(
            window=window,
            words=story.part_words(window),
            sent=story.sent(window),
            fetched=progress.fetched_of(window),
        )
