"""Asking OpenWeb for a window's data."""

from datetime import datetime

from exports.models import EventLevel, Window, WindowState
from exports.moves.ending import asks_for_patience, failed, in_half_a_day, in_time
from exports.moves.holding import hold
from exports.moves.limits import FIRST_POLL, PROCESSING_LIMIT, REQUESTING_LIMIT, pause
from exports.moves.move import Move, heard, news, trouble
from jobs.models import Lane
from providers.errors import KeyRefused, ProviderError


def requesting(now: datetime) -> Move:
    """The intent, committed before the call."""
    return Move(
        WindowState.REQUESTING,
        due_at=now,
        deadline_at=now + REQUESTING_LIMIT,
        changes={"requested_at": now, "lane": Lane.FAST},
    )


def requesting_again(window: Window, now: datetime) -> Move:
    """A worker died between asking and noting the answer; v1 knows no way to find out more."""
    return Move(
        WindowState.REQUESTING,
        due_at=now,
        deadline_at=now + REQUESTING_LIMIT if in_half_a_day(window, now) else window.deadline_at,
        sentence=(
            "A worker stopped before it could note OpenWeb's answer. Asking once more; OpenWeb may "
            "be building the same data twice."
        ),
        level=EventLevel.WARNING,
    )


def after_request(window: Window, answer: str | ProviderError, now: datetime) -> Move:
    """`answer` is OpenWeb's export id."""
    if isinstance(answer, ProviderError):
        return _request_failed(window, answer, now)
    return Move(
        WindowState.PROCESSING,
        due_at=now + FIRST_POLL,
        deadline_at=now + PROCESSING_LIMIT,
        changes={"vendor_id": answer, "polls": 0, **heard(now, "accepted")},
        sentence="OpenWeb took the request and is building the data.",
    )


def _request_failed(window: Window, error: ProviderError, now: datetime) -> Move:
    if isinstance(error, KeyRefused):
        return hold(window, error.sentence, now, detail=error.detail)
    if not error.retry:
        return failed(error.sentence, detail=error.detail)
    due = now + pause(window.polls, error)
    patient = asks_for_patience(window, error, now)
    line = news(window, error)
    if line and _may_have_been_taken(error):
        line["sentence"] += " If OpenWeb took the request all the same, it builds the data twice."
    move = Move(
        WindowState.REQUESTING,
        due_at=due,
        deadline_at=due + REQUESTING_LIMIT if patient else window.deadline_at,
        changes={"polls": window.polls + 1, **trouble(window, error.code, error.sentence, now)},
        **line,
    )
    return in_time(window, move, now)


def _may_have_been_taken(error: ProviderError) -> bool:
    """It was sent, and what came back, if anything, says neither yes nor no."""
    return error.sent and (error.status is None or error.status < 300)
