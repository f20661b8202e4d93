"""What was found while an article was read, beyond the counts that every window has."""

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
