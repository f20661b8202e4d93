"""The four things that happen to a part, and where one stands. Pure."""

from dataclasses import dataclass
from datetime import datetime

from exports.models import Window, WindowState


@dataclass(frozen=True)
class Step:
    """One of the four things that happen to a part; `since` (UTC) is set for the current one."""

    label: str
    state: str  # done, current or coming
    since: datetime | None = None


_STEP_OF = {
    WindowState.WAITING: 0,
    WindowState.REQUESTING: 0,
    WindowState.PROCESSING: 1,
    WindowState.DOWNLOADING: 2,
}
_LABELS = ("Ask OpenWeb", "OpenWeb is building it", "Download", "Check and store")
_LABELS_DONE = ("Asked", "Built")


def steps_of(window: Window) -> tuple[Step, ...]:
    """Asked ✓ · OpenWeb is building it · download · check."""
    at = _STEP_OF[_state_in_mind(window)]
    stands = window.state in (WindowState.WAITING, WindowState.HELD)
    since = None if stands else window.state_since
    return (
        *(Step(label, "done") for label in _LABELS_DONE[:at]),
        Step(_LABELS[at], "current", since),
        *(Step(label, "coming") for label in _LABELS[at + 1 :]),
    )


def stage_of(window: Window) -> int:
    """How far a part is that has not ended; larger is further."""
    return list(_STEP_OF).index(_state_in_mind(window))


def _state_in_mind(window: Window) -> WindowState:
    """A held part stands where it was held."""
    held = window.state == WindowState.HELD
    return WindowState((window.held_from or WindowState.WAITING) if held else window.state)
