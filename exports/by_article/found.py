"""What was found while an article was read, beyond the counts that every window has."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from exports.models import Window


@dataclass(frozen=True)
class Found:
    """`etag` is where an update goes on, `from_etag` where this export began to ask.

    `events` counts all events in the file, `skipped` those of kinds that could not be applied, by
    kind. `changes` counts what an update found different, by kind; `anew` says that the earlier
    file was gone, so that nothing could be compared. `expected` is the number of messages that
    OpenWeb's counter named, or None.
    """

    etag: int = 0
    from_etag: int = 0
    calls: int = 0
    events: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    deleted: int = 0
    changes: dict[str, int] = field(default_factory=dict)
    anew: bool = False
    expected: int | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def found_in(window: Window) -> Found:
    return Found(**window.findings)


@dataclass(frozen=True)
class Underway:
    """Events read so far of the articles being read; `expected` messages, if OpenWeb counts them.

    An article has more events than messages, and nobody knows how many: edits and deletions are
    events too. So there is no bar, which would have to guess.
    """

    events: int
    expected: int | None

    def __bool__(self) -> bool:
        """Whether there is anything to tell yet."""
        return self.events > 0


def underway(windows: Iterable[Window]) -> Underway:
    found = [found_in(window) for window in windows]
    numbers = [one.expected for one in found]
    expected = None if None in numbers else sum(number or 0 for number in numbers)
    return Underway(sum(one.events for one in found), expected or None)
