"""OpenWeb was not done in time: ask once more, then in halves, then say so."""

from datetime import datetime, timedelta

from exports.models import EventLevel, Window, WindowState
from exports.moves.ending import failed
from exports.moves.limits import PROCESSING_LIMIT
from exports.moves.move import Move
from exports.ranges import Range, halves
from jobs.models import Lane

SHORTEST_HALF = timedelta(hours=1)
HOURS = int(PROCESSING_LIMIT.total_seconds() // 3600)


def in_time_or_anew(
    window: Window, move: Move, now: datetime, *, others_answered: bool = False
) -> Move:
    """The move, unless OpenWeb's time for building is up: then another try, as often as allowed.

    Judged after a look, not before: perhaps nobody could look for long.
    """
    waits_on = move.state == WindowState.PROCESSING
    if not waits_on or move.deadline_at is None or now < move.deadline_at:
        return move
    word = move.changes.get("last_answer") or window.last_answer
    if not window.times_overdue:
        return _anew(word)
    parts = _halves_of(window)
    if parts and others_answered:
        return _split(parts)
    return failed(
        f"OpenWeb was asked twice, and not done after {HOURS} hours each time (its last word: "
        f"“{word}”). Retry asks anew.",
        detail=move.detail,
    )


def _anew(word: str) -> Move:
    """A turn is waited for again: others have waited long enough for this one."""
    return Move(
        WindowState.WAITING,
        due_at=None,
        deadline_at=None,
        changes={
            "times_overdue": 1,
            "lane": Lane.FAST,
            "vendor_id": "",
            "polls": 0,
            "findings": {},
            "trouble_since": None,
            "message": "",
        },
        sentence=(
            f"OpenWeb was still not done after {HOURS} hours (its last word: “{word}”). Asking "
            "once more."
        ),
        level=EventLevel.WARNING,
    )


def _halves_of(window: Window) -> tuple[Range, ...]:
    """Two ranges of at least an hour each; none for what cannot be halved."""
    parts = halves(window.span) if window.span else ()
    return parts if all(half.to - half.since >= SHORTEST_HALF for half in parts) else ()


def _split(parts: tuple[Range, ...]) -> Move:
    return Move(
        WindowState.SPLIT,
        due_at=None,
        deadline_at=None,
        changes={"message": "", "trouble_since": None},
        sentence=(
            f"OpenWeb was not done with these days twice in {HOURS} hours each, while it answered "
            "others. Asking for both halves."
        ),
        level=EventLevel.WARNING,
        halves=parts,
    )
