"""Waiting while OpenWeb builds the data."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from exports.models import EventLevel, Window, WindowState
from exports.moves.ending import failed, stay
from exports.moves.holding import hold
from exports.moves.limits import (
    LONGEST_PAUSE,
    NO_FILES_PATIENCE,
    PROCESSING_LIMIT,
    REFUSAL_PATIENCE,
    SILENT_DOWNLOAD_LIMIT,
    pause,
)
from exports.moves.move import Move, heard
from exports.moves.overdue import in_time_or_anew
from jobs.models import Lane
from providers.errors import KeyRefused, ProviderError
from providers.openweb.generations import ExportStatus
from providers.openweb.generations.answers import NO_FILES

NO_FILES_SINCE = "no_files_since"


def is_ready(window: Window, answer: ExportStatus, now: datetime) -> bool:
    """Done, and with a link unless there is nothing to link to.

    An empty list of links alone may mean both: it is believed once it has stayed for a while.
    """
    if answer.word == NO_FILES:
        since = window.findings.get(NO_FILES_SINCE)
        return bool(since) and now - datetime.fromisoformat(since) >= NO_FILES_PATIENCE
    return answer.done and bool(answer.links or not answer.count)


def after_poll(
    window: Window,
    answer: ExportStatus | ProviderError,
    now: datetime,
    *,
    others_answered: bool = False,
) -> Move:
    """Where the export stands at OpenWeb.

    `others_answered`: OpenWeb finished other exports of the spot while this one waited.
    """
    if isinstance(answer, ProviderError):
        move = _poll_failed(window, answer, now)
    elif is_ready(window, answer, now):
        return _downloading(answer, now)
    else:
        move = _still_building(window, answer, now)
    return in_time_or_anew(window, move, now, others_answered=others_answered)


def _still_building(window: Window, answer: ExportStatus, now: datetime) -> Move:
    known = answer.word.casefold() == "processing"
    word = answer.word if not answer.done else "done, but without a link"
    return Move(
        WindowState.PROCESSING,
        due_at=now + pause(window.polls),
        deadline_at=window.deadline_at,
        changes={
            "polls": window.polls + 1,
            "findings": _with_no_files(window, answer, now),
            **heard(now, word),
        },
        sentence="" if known or window.last_answer == word else _odd(word),
        level=EventLevel.WARNING,
    )


def _odd(word: str) -> str:
    if word == NO_FILES:
        seconds = NO_FILES_PATIENCE.total_seconds()
        return f"OpenWeb names no files. If that stays so for {seconds:.0f} s, there are none."
    return f"OpenWeb answered “{word}”, which its documents do not name. Still waiting."


def _with_no_files(window: Window, answer: ExportStatus, now: datetime) -> Mapping[str, Any]:
    rest = {name: found for name, found in window.findings.items() if name != NO_FILES_SINCE}
    if answer.word != NO_FILES:
        return rest
    return {NO_FILES_SINCE: now.isoformat(), **window.findings}


def _downloading(answer: ExportStatus, now: datetime) -> Move:
    announced = "" if answer.count is None else f": {answer.count:,} rows announced"
    return Move(
        WindowState.DOWNLOADING,
        due_at=now,
        deadline_at=now + SILENT_DOWNLOAD_LIMIT,
        changes={
            "lane": Lane.BULK,
            "polls": 0,
            "announced_rows": answer.count,
            **heard(now, answer.word),
        },
        sentence=f"OpenWeb has the data ready{announced}. Downloading.",
    )


def back_to_processing(window: Window, answer: ExportStatus, now: datetime) -> Move:
    """OpenWeb says that data which was ready is not: wait for it again, in the same half day."""
    move = Move(
        WindowState.PROCESSING,
        due_at=now + LONGEST_PAUSE,
        deadline_at=(window.requested_at or now) + PROCESSING_LIMIT,
        changes={"lane": Lane.FAST, **heard(now, answer.word)},
        sentence="OpenWeb says that it is still building the data. Waiting again.",
        level=EventLevel.WARNING,
    )
    return in_time_or_anew(window, move, now)


def _poll_failed(window: Window, error: ProviderError, now: datetime) -> Move:
    if isinstance(error, KeyRefused):
        return hold(window, error.sentence, now, detail=error.detail)
    return stay(window, error, now) if error.retry else _refused(window, error, now)


def _refused(window: Window, error: ProviderError, now: datetime) -> Move:
    """Patience begins with the refusal: OpenWeb may come back confused from an hour of trouble."""
    since = window.trouble_since if window.last_answer == error.code else None
    if since and now - since > REFUSAL_PATIENCE:
        return failed(error.sentence, detail=error.detail)
    window = copy(window)
    window.trouble_since = since
    return stay(window, error, now)
