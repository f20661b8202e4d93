"""What a window does next: one decision for each answer. Pure: no database, no network, no clock.

Each function takes the window as it is, what came back, and `now` (aware), and returns a Move that
`services.apply` writes under the fence. Deadlines are those of docs/architecture.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from exports.models import OPEN_WINDOW_STATES, EventLevel, Window, WindowState
from jobs.models import Lane
from providers.errors import (
    Busy,
    Damage,
    FileDamaged,
    KeyRefused,
    LinkExpired,
    ProviderError,
    SlowDown,
)
from providers.openweb.export_v1 import ExportStatus

REQUESTING_LIMIT = timedelta(minutes=2)
PROCESSING_LIMIT = timedelta(hours=12)
SILENT_DOWNLOAD_LIMIT = timedelta(minutes=15)
HELD_LIMIT = timedelta(days=7)
REFUSAL_PATIENCE = timedelta(minutes=5)
TURN_PAUSE = timedelta(seconds=5)
FIRST_POLL = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(seconds=60)
DAMAGED_FILE_TRIES = 3
# What a broken transfer can do to a file; the rest was built that way and stays so.
DAMAGE_ON_THE_WAY = {
    Damage.UNKNOWN_KIND,
    Damage.NO_FILE,
    Damage.CHECKSUM,
    Damage.TRUNCATED,
    Damage.NO_HEADER,
}


@dataclass(frozen=True)
class Move:
    """The next state, when to look again (None: only at the deadline), and the log's line."""

    state: WindowState
    due_at: datetime | None
    deadline_at: datetime | None
    changes: Mapping[str, Any] = field(default_factory=dict)
    sentence: str = ""
    level: EventLevel = EventLevel.INFO
    detail: str = ""

    @property
    def ends(self) -> bool:
        return self.state not in OPEN_WINDOW_STATES


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
        deadline_at=now + REQUESTING_LIMIT,
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
        changes={"vendor_id": answer, "polls": 0, **_heard(now, "accepted")},
        sentence="OpenWeb took the request and is building the data.",
    )


def _request_failed(window: Window, error: ProviderError, now: datetime) -> Move:
    if isinstance(error, KeyRefused):
        return hold(window, error.sentence, now, detail=error.detail)
    if not error.retry:
        return failed(error.sentence, detail=error.detail)
    move = Move(
        WindowState.REQUESTING,
        due_at=now + _pause(window.polls, error),
        deadline_at=window.deadline_at,
        changes={"polls": window.polls + 1, **_trouble(window, error, now)},
        **_new_answer(window, error),
    )
    return _patient(window, move, error, now) or _in_time(window, move, now)


def _patient(window: Window, move: Move, error: ProviderError, now: datetime) -> Move | None:
    """A vendor that asks for patience gets it, for half a day: its pauses use up no deadline."""
    asked = error.retry_after or isinstance(error, Busy | SlowDown)
    if not asked or now >= (window.requested_at or now) + PROCESSING_LIMIT or not move.due_at:
        return None
    return replace(move, deadline_at=move.due_at + REQUESTING_LIMIT)


def _in_time(window: Window, move: Move, now: datetime) -> Move:
    """The move, unless it stays in a state whose deadline has passed: then the window ends.

    The deadline is judged after a look, not before: perhaps nobody could look for long.
    """
    if window.deadline_at is None or now < window.deadline_at:
        return move
    message = move.changes.get("message") or window.message
    word = move.changes.get("last_answer") or window.last_answer
    return failed(OVERDUE[move.state](message, word), detail=move.detail)


def after_poll(window: Window, answer: ExportStatus | ProviderError, now: datetime) -> Move:
    """Where the export stands at OpenWeb."""
    if isinstance(answer, ProviderError):
        return _poll_failed(window, answer, now)
    if is_ready(answer):
        return _downloading(answer, now)
    known = answer.word.casefold() == "processing"
    word = answer.word if not answer.done else "done, but without a link"
    move = Move(
        WindowState.PROCESSING,
        due_at=now + _pause(window.polls),
        deadline_at=window.deadline_at,
        changes={"polls": window.polls + 1, **_heard(now, word)},
        sentence=""
        if known or window.last_answer == word
        else f"OpenWeb answered “{word}”, which its documents do not name. Still waiting.",
        level=EventLevel.WARNING,
    )
    return _in_time(window, move, now)


def is_ready(answer: ExportStatus) -> bool:
    """Done, and with a link unless there is nothing to link to."""
    return answer.done and bool(answer.links or not answer.count)


def _downloading(answer: ExportStatus, now: datetime) -> Move:
    announced = "" if answer.count is None else f": {answer.count:,} rows announced"
    return Move(
        WindowState.DOWNLOADING,
        due_at=now,
        deadline_at=now + SILENT_DOWNLOAD_LIMIT,
        changes={"lane": Lane.BULK, "announced_rows": answer.count, **_heard(now, answer.word)},
        sentence=f"OpenWeb has the data ready{announced}. Downloading.",
    )


def back_to_processing(window: Window, answer: ExportStatus, now: datetime) -> Move:
    """OpenWeb says that data which was ready is not: wait for it again, in the same half day."""
    return Move(
        WindowState.PROCESSING,
        due_at=now + _pause(window.polls),
        deadline_at=(window.requested_at or now) + PROCESSING_LIMIT,
        changes={"lane": Lane.FAST, "polls": window.polls + 1, **_heard(now, answer.word)},
        sentence="OpenWeb says that it is still building the data. Waiting again.",
        level=EventLevel.WARNING,
    )


def _poll_failed(window: Window, error: ProviderError, now: datetime) -> Move:
    if isinstance(error, KeyRefused):
        return hold(window, error.sentence, now, detail=error.detail)
    since = window.trouble_since or now
    if not error.retry and now - since > REFUSAL_PATIENCE:
        return failed(error.sentence, detail=error.detail)
    return _stay(window, error, now)


def after_download(window: Window, error: ProviderError, now: datetime, tries: int = 0) -> Move:
    """A file could not be had. `tries` counts how often this file came damaged."""
    if isinstance(error, KeyRefused):
        return hold(window, error.sentence, now, detail=error.detail)
    if not _may_get_better(error, tries):
        return failed(error.sentence, detail=error.detail)
    return _stay(window, error, now)


def _may_get_better(error: ProviderError, tries: int) -> bool:
    if isinstance(error, FileDamaged):
        return error.damage in DAMAGE_ON_THE_WAY and tries < DAMAGED_FILE_TRIES
    return error.retry or isinstance(error, LinkExpired)


def no_room(window: Window, sentence: str, now: datetime) -> Move:
    """The disk is full. Nothing is lost; the download goes on once there is room."""
    move = Move(
        WindowState.DOWNLOADING,
        due_at=now + LONGEST_PAUSE / 2,
        deadline_at=window.deadline_at,
        changes={
            "trouble_since": window.trouble_since or now,
            "message": sentence,
            "last_answer": "no_room",
        },
        sentence=sentence if window.last_answer != "no_room" else "",
        level=EventLevel.WARNING,
    )
    return _in_time(window, move, now)


def _stay(window: Window, error: ProviderError, now: datetime) -> Move:
    move = Move(
        WindowState(window.state),
        due_at=now + _pause(window.polls, error),
        deadline_at=window.deadline_at,
        changes={"polls": window.polls + 1, **_trouble(window, error, now)},
        **_new_answer(window, error),
    )
    return _in_time(window, move, now)


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


def release(window: Window, now: datetime) -> Move:
    """The key can be used again: go on where the window was held."""
    state = WindowState(window.held_from)
    limits = {
        WindowState.PROCESSING: PROCESSING_LIMIT,
        WindowState.DOWNLOADING: SILENT_DOWNLOAD_LIMIT,
    }
    limit = limits.get(state)
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
    return _in_time(window, move, now)


def failed(sentence: str, detail: str = "") -> Move:
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


def _heard(now: datetime, word: str) -> dict[str, Any]:
    return {"last_answer": word[:60], "last_answer_at": now, "trouble_since": None, "message": ""}


def _trouble(window: Window, error: ProviderError, now: datetime) -> dict[str, Any]:
    return {
        "trouble_since": window.trouble_since or now,
        "message": error.sentence,
        "last_answer": error.code,
    }


def _new_answer(window: Window, error: ProviderError) -> dict[str, Any]:
    """Only an answer of a new kind is worth a line in the log."""
    if window.last_answer == error.code:
        return {}
    return {"sentence": error.sentence, "level": EventLevel.WARNING, "detail": error.detail}


def _pause(polls: int, error: ProviderError | None = None) -> timedelta:
    """2 s growing to 60 s; whatever the vendor asks for, when it asks for more."""
    grown = min(FIRST_POLL * 1.5 ** min(polls, 20), LONGEST_PAUSE)
    asked = timedelta(seconds=(error.retry_after or 0) if error else 0)
    return max(grown, asked)
