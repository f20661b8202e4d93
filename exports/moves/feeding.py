"""Reading what a vendor answers at once: there is nothing to wait for but its bytes."""

from copy import copy
from dataclasses import replace
from datetime import datetime

from exports.models import EventLevel, Window, WindowState
from exports.moves.ending import asks_for_patience, failed, stay
from exports.moves.holding import hold
from exports.moves.limits import SILENT_DOWNLOAD_LIMIT, pause
from exports.moves.move import Move
from providers.errors import FileDamaged, KeyRefused, ProviderError

EARLIER_DAMAGED = (
    "The file of the earlier copy is damaged, so there is nothing to go on from. “Same again” "
    "fetches everything anew."
)


def reading(now: datetime) -> Move:
    """The first move of what is read at once."""
    return Move(
        WindowState.DOWNLOADING,
        due_at=now,
        deadline_at=now + SILENT_DOWNLOAD_LIMIT,
        changes={"requested_at": now},
    )


def reading_on(window: Window, now: datetime, sentence: str) -> Move:
    """A worker died over it: what is wasted of the vendor's answers stands in the log."""
    return Move(
        WindowState.DOWNLOADING,
        due_at=now,
        deadline_at=window.deadline_at,
        sentence=sentence,
        level=EventLevel.WARNING,
    )


def after_feed(window: Window, error: ProviderError, now: datetime) -> Move:
    """A feed or a list, or the file that it continues, could not be read to its end."""
    if isinstance(error, KeyRefused):
        return _held(window, error, now)
    if isinstance(error, FileDamaged):
        return failed(EARLIER_DAMAGED, detail=f"{error.code} {error.detail}".strip())
    if not error.retry:
        return failed(error.sentence, detail=error.detail)
    if asks_for_patience(window, error, now):
        window = copy(window)
        window.deadline_at = now + pause(window.polls, error) + SILENT_DOWNLOAD_LIMIT
    return stay(window, error, now)


def _held(window: Window, error: ProviderError, now: datetime) -> Move:
    """What is held gives its turn back: all would ask at once when the key is mended."""
    held = hold(window, error.sentence, now, detail=error.detail)
    return replace(held, changes={**held.changes, "held_from": WindowState.WAITING})
