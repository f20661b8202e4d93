"""Waiting while OpenWeb builds the data."""

from datetime import datetime

from exports.models import EventLevel, Window, WindowState
from exports.moves.ending import failed, in_time, stay
from exports.moves.holding import hold
from exports.moves.limits import (
    LONGEST_PAUSE,
    PROCESSING_LIMIT,
    REFUSAL_PATIENCE,
    SILENT_DOWNLOAD_LIMIT,
    pause,
)
from exports.moves.move import Move, heard
from jobs.models import Lane
from providers.errors import KeyRefused, ProviderError
from providers.openweb.export_v1 import ExportStatus


def is_ready(answer: ExportStatus) -> bool:
    """Done, and with a link unless there is nothing to link to."""
    return answer.done and bool(answer.links or not answer.count)


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
        due_at=now + pause(window.polls),
        deadline_at=window.deadline_at,
        changes={"polls": window.polls + 1, **heard(now, word)},
        sentence=""
        if known or window.last_answer == word
        else f"OpenWeb answered “{word}”, which its documents do not name. Still waiting.",
        level=EventLevel.WARNING,
    )
    return in_time(window, move, now)


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
    return in_time(window, move, now)


def _poll_failed(window: Window, error: ProviderError, now: datetime) -> Move:
    if isinstance(error, KeyRefused):
        return hold(window, error.sentence, now, detail=error.detail)
    since = window.trouble_since or now
    if not error.retry and now - since > REFUSAL_PATIENCE:
        return failed(error.sentence, detail=error.detail)
    return stay(window, error, now)
