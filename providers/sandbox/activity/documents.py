"""A message and a person as the document shows them, and the ways in which they are odd."""

from collections.abc import Callable
from typing import Any

from providers.sandbox import data
from providers.sandbox.activity.history import History, Written
from providers.sandbox.activity.writers import Writer
from providers.sandbox.people import Person, people_of
from providers.sandbox.settings import Settings

ODD_EVERY = 4
FOREIGN_REPLY_EVERY = 10


def message_document(history: History, written: Written, settings: Settings) -> dict[str, Any]:
    time = _time(written.at, settings.activity_times)
    draw = history.draw(written.number)
    document = {
        "root_comment": written.answers or written.id,
        "parent_id": written.answers,
        "depth": int(bool(written.answers)),
        "id": written.id,
        "user_id": history.writer.person.user_id,
        "written_at": time,
        "time": time,
        "replies_count": draw >> 20 & 3,
        "offset": 0,
        "has_next": False,
        "edited": written.edited,
        "status": written.status,
        "rank": {"ranks_up": draw >> 8 & 63, "ranks_down": draw >> 16 & 15},
        "replies": _replies(history, written, settings),
        "content": [] if written.deleted else written.content.blocks,
        "deleted": written.deleted,
        "published": written.status == "approved" and not written.deleted,
        "rank_score": 0,
        "type": "reply" if written.answers else "comment",
        "metadata": {"previous_state": "approved"},
        "flags": None,
        "featured": written.number % 40 == 12,
        "top_featured": False,
    }
    turn, place = divmod(written.number, ODD_EVERY)
    if place == ODD_EVERY - 1:
        ODDITIES[turn % len(ODDITIES)](document)
    return document


def user_document(writer: Writer) -> dict[str, Any]:
    return {
        "id": writer.person.user_id,
        "display_name": writer.person.display_name,
        "image_url": "",
        "user_name": writer.person.user_name,
        "registered": writer.registered,
        "sso_primary_key": writer.primary_key,
    }


def replier(history: History, written: Written) -> Person:
    """Somebody else, who answers some messages when the settings want it."""
    people = people_of(history.spot_id, history.seed)
    own = history.writer.person.user_id
    return next(one for one in people[history.draw(written.number) % 900 :] if one.user_id != own)


def is_answered(written: Written, settings: Settings) -> bool:
    place = written.number % FOREIGN_REPLY_EVERY
    return settings.activity_replies and place == FOREIGN_REPLY_EVERY - 1


def _replies(history: History, written: Written, settings: Settings) -> list[dict[str, Any]]:
    if not is_answered(written, settings):
        return []
    return [
        {
            "root_comment": written.answers or written.id,
            "parent_id": written.id,
            "depth": 1 + bool(written.answers),
            "id": f"{written.id}_r_{history.draw(-1 - written.number):x}",
            "user_id": replier(history, written).user_id,
            "written_at": written.at + 60,
            "content": [{"text": "I see it differently.", "type": "text"}],
            "type": "reply",
            "status": "approved",
        }
    ]


def _time(seconds: int, form: str) -> int | float | str:
    if form == "text":
        return data.written_at(seconds * data.SECOND)
    return {"fractions": seconds + 0.25, "milliseconds": seconds * 1000}.get(form, seconds)


def _nulls(document: dict[str, Any]) -> None:
    for name in ("deleted", "edited", "featured"):
        document[name] = document[name] or None
    document.update(published=None, top_featured=None, replies=None, metadata={})


def _no_rank(document: dict[str, Any]) -> None:
    document.update(rank=None, metadata=None, replies_count=None)


def _texts(document: dict[str, Any]) -> None:
    """Numbers and flags as texts."""
    for name in ("written_at", "depth", "replies_count", "deleted", "edited"):
        document[name] = str(document[name]).lower()
    document["rank"] = {name: str(value) for name, value in document["rank"].items()}


def _flags(document: dict[str, Any]) -> None:
    document["flags"] = [{"type": "spam", "count": 2}]
    document["additional_data"] = {"labels": {"section": "opinion", "ids": [7]}}


def _sparse(document: dict[str, Any]) -> None:
    for name in ("root_comment", "parent_id", "depth", "type", "time", "rank", "flags", "metadata"):
        del document[name]


def _unknown_word(document: dict[str, Any]) -> None:
    document["status"] = "quarantined"


ODDITIES: tuple[Callable[[dict[str, Any]], None], ...] = (
    _nulls, _no_rank, _texts, _flags, _sparse, _unknown_word,
)  # fmt: skip
