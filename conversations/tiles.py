"""What needs somebody's attention, as tiles that lead to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from conversations.counting import Attention
from conversations.forms import ATTENTIONS


@dataclass(frozen=True)
class Tile:
    """`number` is None while nobody has counted. Of what waits it counts questions or messages,
    which stand in so many `conversations`, the oldest for so long or longer."""

    key: str
    label: str
    is_here: bool
    number: int | None = None
    conversations: int = 0
    waits: timedelta | None = None


def tiles_of(here: str, counted: Attention | None) -> list[Tile]:
    """One for each of ATTENTIONS; `here` is the one that the list is filtered by."""
    return [_tile(key, label, key == here, counted) for key, label in ATTENTIONS]


def _tile(key: str, label: str, is_here: bool, counted: Attention | None) -> Tile:
    if counted is None:
        return Tile(key, label, is_here)
    behind = counted.conversations[key]
    if key == "questions":
        waits = waiting_since(counted.questions_since)
        return Tile(key, label, is_here, counted.questions, behind, waits)
    if key == "messages":
        waits = waiting_since(counted.messages_since)
        return Tile(key, label, is_here, counted.messages, behind, waits)
    return Tile(key, label, is_here, behind)


def waiting_since(moment: datetime | None) -> timedelta | None:
    """How long ago that is, if that is worth saying."""
    waits = timezone.now() - moment if moment else timedelta()
    return waits if waits >= timedelta(minutes=1) else None
