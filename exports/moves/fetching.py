"""Files that cannot be had, or not be kept, for now."""

from datetime import datetime

from exports.models import EventLevel, Window, WindowState
from exports.moves.ending import failed, in_time, stay
from exports.moves.limits import LONGEST_PAUSE
from exports.moves.move import Move, trouble
from providers.errors import Damage, FileDamaged, LinkExpired, ProviderError

DAMAGED_FILE_TRIES = 3
# What a broken transfer can do to a file; the rest was built that way and stays so.
DAMAGE_ON_THE_WAY = {
    Damage.UNKNOWN_KIND,
    Damage.NO_FILE,
    Damage.CHECKSUM,
    Damage.TRUNCATED,
    Damage.NO_HEADER,
    Damage.NO_KNOWN_COLUMN,  # a page of somebody's proxy reads like a table without our columns
}


def after_download(window: Window, error: ProviderError, now: datetime, tries: int = 0) -> Move:
    """A file could not be had. `tries` counts how often this file came damaged."""
    if not _may_get_better(error, tries):
        return failed(error.sentence, detail=error.detail)
    return stay(window, error, now)


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
        changes=trouble(window, "no_room", sentence, now),
        sentence=sentence if window.last_answer != "no_room" else "",
        level=EventLevel.WARNING,
    )
    return in_time(window, move, now)
