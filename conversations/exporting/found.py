"""What is known of a part besides its rows, as its window's findings hold it."""

from dataclasses import dataclass
from typing import Any

from exports.models import Window
from providers.onq.paging import Position


@dataclass
class Found:
    """So many `conversations` came by so many `answers`, of at most `size` each.

    Where onQ `refused` to go on, that was the end, or not; so many are `listed` in our own list.
    """

    size: int = Position().size
    answers: int = 0
    conversations: int = 0
    refused: bool = False
    listed: int = 0

    @property
    def is_cut_short(self) -> bool:
        """onQ did not go on, and more are known."""
        return self.refused and self.conversations < self.listed


def found_in(window: Window) -> Found:
    known: dict[str, Any] = window.findings
    return Found(**known)
