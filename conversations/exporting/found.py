"""What is known of a part besides its rows, as its window's findings hold it."""

from dataclasses import dataclass
from typing import Any

from exports.models import Window
from providers.onq.paging import Position


@dataclass
class Found:
    """So many `conversations` came by so many `answers`, of at most `size` each."""

    size: int = Position().size
    answers: int = 0
    conversations: int = 0


def found_in(window: Window) -> Found:
    known: dict[str, Any] = window.findings
    return Found(**known)
