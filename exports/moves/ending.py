"""How a window ends, or stays as it is while there is time."""

from collections.abc import Callable, Sequence
from datetime import datetime

from exports import grades
from exports.models import EventLevel, Grade, Window, WindowState
from exports.moves.limits import pause
from exports.moves.move import Move, news, trouble
from exports.verdicts import verdict_on
from providers.errors import ProviderError
from providers.openweb.files import FileReport


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


def in_time(window: Window, move: Move, now: datetime) -> Move:
    """The move, unless its deadline has passed already: then the window ends.

    So a deadline is judged after a look, not before: perhaps nobody could look for long.
    """
    if move.deadline_at is None or now < move.deadline_at:
        return move
    message = move.changes.get("message") or window.message
    word = move.changes.get("last_answer") or window.last_answer
    return failed(OVERDUE[move.state](message, word), detail=move.detail)


def _gave_up(sentence: str) -> str:
    """The first sentence says what was wrong; that it is still being tried is no longer true."""
    reason = sentence.split(". ", maxsplit=1)[0].rstrip(".")
    return f"{reason}, and that did not change in time. Press Retry later."


OVERDUE: dict[WindowState, Callable[[str, str], str]] = {
    WindowState.REQUESTING: lambda message, _: _gave_up(message),
    WindowState.PROCESSING: lambda _, word: (
        f"OpenWeb was still not done after 12 hours (its last word: “{word}”). Retry asks anew."
    ),
    WindowState.DOWNLOADING: lambda message, _: _gave_up(message),
    WindowState.HELD: lambda *_: (
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


def cancelled(window: Window) -> Move:
    """Ended because somebody asked for it."""
    asked = window.state in (WindowState.REQUESTING, WindowState.PROCESSING)
    rest = " OpenWeb may still be building it; that does no harm." if asked else ""
    return Move(
        WindowState.CANCELLED,
        due_at=None,
        deadline_at=None,
        changes={"message": "", "trouble_since": None},
        sentence=f"Stopped.{rest}",
        level=EventLevel.WARNING,
    )


def stored(window: Window, reports: Sequence[FileReport], now: datetime) -> Move:
    """Ended with its data: counts, grade, and the words for both."""
    received = sum(report.rows for report in reports)
    duplicates = sum(report.duplicate_ids for report in reports)
    grade = grades.grade(window.announced_rows, received, duplicates)
    changes = {
        "announced_rows": window.announced_rows,
        "received_rows": received,
        "duplicate_rows": duplicates,
        "outside_rows": sum(report.outside_range for report in reports),
        "first_row_at": min((r.first_at for r in reports if r.first_at), default=None),
        "last_row_at": max((r.last_at for r in reports if r.last_at), default=None),
        "stored_at": now,
        "grade": grade,
        "message": "",
        "trouble_since": None,
    }
    verdict = verdict_on([Window(state=WindowState.STORED, **changes)])
    return Move(
        WindowState.STORED,
        due_at=None,
        deadline_at=None,
        changes=changes,
        sentence=f"Stored and checked: {verdict}",
        level=EventLevel.WARNING if grade == Grade.INCOMPLETE else EventLevel.GOOD,
    )
