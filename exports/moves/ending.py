"""How a window ends, or stays as it is while there is time."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from exports.models import EventLevel, Grade, Window, WindowState
from exports.moves.limits import PROCESSING_LIMIT, pause
from exports.moves.move import Move, news, trouble
from exports.verdicts import Verdict
from providers.errors import Busy, ProviderError, SlowDown, first_sentence


def stay(window: Window, error: ProviderError, now: datetime) -> Move:
    """Try again later in the same state, until its deadline."""
    move = Move(
        WindowState(window.state),
        due_at=now + pause(window.polls, error),
        deadline_at=window.deadline_at,
        changes={"polls": window.polls + 1, **trouble(window, error.code, error.sentence, now)},
        **news(window, error),
    )
    return in_time(window, move, now)


def asks_for_patience(window: Window, error: ProviderError, now: datetime) -> bool:
    """A vendor that asks for patience gets half a day of it: its pauses use up no deadline."""
    asked = bool(error.retry_after) or isinstance(error, Busy | SlowDown)
    return asked and in_half_a_day(window, now)


def in_half_a_day(window: Window, now: datetime) -> bool:
    """A request that is not taken by then never will be, whoever died or asked for patience."""
    return now < (window.requested_at or now) + PROCESSING_LIMIT


def in_time(window: Window, move: Move, now: datetime) -> Move:
    """The move, unless its deadline has passed already: then the window ends.

    What OpenWeb builds has other chances (exports.moves.overdue).

    So a deadline is judged after a look, not before: perhaps nobody could look for long.
    """
    if move.state == WindowState.PROCESSING or move.deadline_at is None or now < move.deadline_at:
        return move
    message = move.changes.get("message") or window.message
    return failed(OVERDUE[move.state](message), detail=move.detail)


def _gave_up(sentence: str) -> str:
    """The first sentence says what was wrong; that it is still being tried is no longer true."""
    return f"{first_sentence(sentence)}, and that did not change in time. Press Retry later."


OVERDUE: dict[WindowState, Callable[[str], str]] = {
    WindowState.REQUESTING: _gave_up,
    WindowState.DOWNLOADING: _gave_up,
    WindowState.HELD: lambda _: (
        "No admin stored a working key within 7 days. Ask one, then press Retry."
    ),
}


def failed(sentence: str, detail: str = "") -> Move:
    """Ended without its data; the sentence says why, and what to do."""
    return Move(
        WindowState.FAILED,
        due_at=None,
        deadline_at=None,
        changes={"message": sentence, "detail": detail, "trouble_since": None},
        sentence=sentence,
        level=EventLevel.BAD,
        detail=detail,
    )


def cancelled(window: Window, called_off: str = "") -> Move:
    """Ended because somebody asked for it; `called_off` says what OpenWeb was told."""
    asked = window.state in (WindowState.REQUESTING, WindowState.PROCESSING)
    rest = called_off or ("OpenWeb may still be building it; that does no harm." if asked else "")
    return Move(
        WindowState.CANCELLED,
        due_at=None,
        deadline_at=None,
        changes={"message": "", "trouble_since": None},
        sentence=f"Stopped. {rest}".strip(),
        level=EventLevel.WARNING,
    )


def stored(changes: Mapping[str, Any], verdict: Verdict) -> Move:
    """Ended with its data: `changes` are the counts, the verdict says what to think of them."""
    return Move(
        WindowState.STORED,
        due_at=None,
        deadline_at=None,
        changes={**changes, "message": "", "trouble_since": None},
        sentence=f"Stored and checked: {verdict}",
        level=EventLevel.WARNING if verdict.grade == Grade.INCOMPLETE else EventLevel.GOOD,
    )
