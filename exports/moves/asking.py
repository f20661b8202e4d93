"""Asking OpenWeb for a window's data."""

from datetime import datetime
from typing import Any

from exports.models import EventLevel, Window, WindowState
from exports.moves.ending import asks_for_patience, failed, in_half_a_day, in_time
from exports.moves.holding import hold
from exports.moves.limits import FIRST_POLL, PROCESSING_LIMIT, REQUESTING_LIMIT, pause
from exports.moves.move import Move, heard, news, trouble
from jobs.models import Lane
from providers.errors import KeyRefused, ProviderError

UNCLEAR_ANSWERS = "unclear_answers"
MOST_UNCLEAR = 3
NOT_UNDERSTOOD = (
    "OpenWeb answered the request three times, each time without an export id that Threadkeep "
    "understands. It may be building the data; asking again would build it once more. An operator "
    "finds the answer in the details."
)


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
    unclear = window.findings.get(UNCLEAR_ANSWERS, 0) + _is_unclear_success(error)
    if unclear == MOST_UNCLEAR:
        return failed(NOT_UNDERSTOOD, detail=error.detail)
    due = now + pause(window.polls, error)
    move = Move(
        WindowState.REQUESTING,
        due_at=due,
        deadline_at=_deadline(window, error, now),
        changes={
            "polls": window.polls + 1,
            "findings": {**window.findings, UNCLEAR_ANSWERS: unclear},
            **trouble(window, error.code, error.sentence, now),
        },
        **_in_the_log(window, error),
    )
    return in_time(window, move, now)


def _deadline(window: Window, error: ProviderError, now: datetime) -> datetime:
    """What was surely not taken is asked for again for half a day: that builds nothing twice."""
    if asks_for_patience(window, error, now) or not _may_have_been_taken(error):
        return (window.requested_at or now) + PROCESSING_LIMIT
    return min(window.deadline_at or now, now + REQUESTING_LIMIT)


def _is_unclear_success(error: ProviderError) -> bool:
    """OpenWeb most likely took it, and each further try has it build the data once more."""
    return error.sent and error.status is not None and error.status < 300


def _in_the_log(window: Window, error: ProviderError) -> dict[str, Any]:
    """Each time that the data may be built once more, and else news only."""
    if not _may_have_been_taken(error):
        return news(window, error)
    twice = "If OpenWeb took the request all the same, it builds the data twice."
    return {
        "sentence": f"{error.sentence} {twice}",
        "level": EventLevel.WARNING,
        "detail": error.detail,
    }


def _may_have_been_taken(error: ProviderError) -> bool:
    """It was sent, and what came back, if anything, says neither yes nor no."""
    return error.sent and (error.status is None or error.status < 300)
