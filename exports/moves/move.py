"""What a decision is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from exports.models import OPEN_WINDOW_STATES, EventLevel, Window, WindowState
from exports.ranges import Range
from providers.errors import ProviderError


@dataclass(frozen=True)
class Move:
    """The next state, when to look again (None: only at the deadline), and the log's line."""

    state: WindowState
    due_at: datetime | None
    deadline_at: datetime | None
    changes: Mapping[str, Any] = field(default_factory=dict)
    sentence: str = ""
    level: EventLevel = EventLevel.INFO
    detail: str = ""
    halves: tuple[Range, ...] = ()  # what is asked for instead, when the move ends in SPLIT

    @property
    def ends(self) -> bool:
        return self.state not in OPEN_WINDOW_STATES


def heard(now: datetime, word: str) -> dict[str, Any]:
    """The columns that say that OpenWeb answered."""
    return {"last_answer": word[:60], "last_answer_at": now, "trouble_since": None, "message": ""}


def trouble(window: Window, code: str, sentence: str, now: datetime) -> dict[str, Any]:
    """The columns that say what is wrong, and since when."""
    since = window.trouble_since or now
    return {"trouble_since": since, "message": sentence, "last_answer": code}


def news(window: Window, error: ProviderError) -> dict[str, Any]:
    """The log's line, for an answer of a new kind only."""
    if window.last_answer == error.code:
        return {}
    return {"sentence": error.sentence, "level": EventLevel.WARNING, "detail": error.detail}
