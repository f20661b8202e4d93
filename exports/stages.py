"""What happens to a part, step by step, and where one stands. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from exports.models import Window, WindowState


@dataclass(frozen=True)
class Step:
    """One thing that happens to a part; `since` (UTC) is set for the current one."""

    label: str
    state: str  # done, current or coming
    since: datetime | None = None


@dataclass(frozen=True)
class Stages:
    """The steps of one kind of export, and the words for those that are done.

    `at` says where a part in an open state stands.
    """

    labels: tuple[str, ...]
    done: tuple[str, ...]
    at: Mapping[WindowState, int]

    def steps_of(self, window: Window) -> tuple[Step, ...]:
        """Asked ✓ · OpenWeb is building it · download · check."""
        at = self.stage_of(window)
        stands = window.state in (WindowState.WAITING, WindowState.HELD)
        since = None if stands else window.state_since
        return (
            *(Step(label, "done") for label in self.done[:at]),
            Step(self.labels[at], "current", since),
            *(Step(label, "coming") for label in self.labels[at + 1 :]),
        )

    def stage_of(self, window: Window) -> int:
        """How far a part is that has not ended; larger is further. Held, it stands as before."""
        held = window.state == WindowState.HELD
        state = (window.held_from or WindowState.WAITING) if held else window.state
        return self.at[WindowState(state)]
