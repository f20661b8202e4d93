"""Waiting for an admin to mend a key."""

from datetime import datetime

from exports.models import EventLevel, Window, WindowState
from exports.moves.ending import in_time
from exports.moves.limits import (
    HELD_LIMIT,
    LONGEST_PAUSE,
    PROCESSING_LIMIT,
    SILENT_DOWNLOAD_LIMIT,
)
from exports.moves.move import Move


def hold(window: Window, sentence: str, now: datetime, detail: str = "") -> Move:
    """Wait for an admin, who alone can mend the key; then go on from here.

    What was not taken waits for a turn again: all would ask at once when the key is mended.
    """
    asking = window.state == WindowState.REQUESTING
    return Move(
        WindowState.HELD,
        due_at=now + LONGEST_PAUSE,
        deadline_at=now + HELD_LIMIT,
        changes={
            "held_from": WindowState.WAITING if asking else window.state,
            "message": sentence,
        },
        sentence=f"{sentence} Work goes on by itself once an admin has stored a good key.",
        level=EventLevel.BAD,
        detail=detail,
    )


LIMITS_AFTER = {
    WindowState.PROCESSING: PROCESSING_LIMIT,
    WindowState.DOWNLOADING: SILENT_DOWNLOAD_LIMIT,
}


def release(window: Window, now: datetime) -> Move:
    """The key can be used again: go on where the window was held."""
    state = WindowState(window.held_from)
    limit = LIMITS_AFTER.get(state)
    return Move(
        state,
        due_at=now,
        deadline_at=now + limit if limit else None,
        changes={"held_from": "", "message": "", "trouble_since": None, "polls": 0},
        sentence="The key can be used again. Going on.",
    )


def still_held(window: Window, now: datetime) -> Move:
    """Nothing new: look again in a while. Whoever stores a key does not leave it to that."""
    move = Move(WindowState.HELD, due_at=now + LONGEST_PAUSE, deadline_at=window.deadline_at)
    return in_time(window, move, now)
