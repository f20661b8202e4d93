"""One answer: so many items from an offset on, and a cursor, under each reading of the document."""

from collections.abc import Sequence
from typing import Any

from providers.sandbox.activity.documents import (
    is_answered,
    message_document,
    replier,
    user_document,
)
from providers.sandbox.activity.history import History, Written
from providers.sandbox.activity.writers import Writer
from providers.sandbox.settings import Settings

Talks = list[list[Written]]
NOBODY: dict[str, Any] = {
    "cursor": {"offset": 0, "count": 0, "has_next": False},
    "items": [],
    "users": {},
}


def page(history: History, offset: int, count: int | None, settings: Settings) -> dict[str, Any]:
    """`count` and `offset` mean messages or whole conversations, as the settings have it."""
    limit = settings.activity_page if count is None else count
    limit = min(limit, settings.activity_page_limit or limit)
    if settings.activity_counts == "messages":
        messages = history.newest_first[offset : offset + limit]
        total, taken, talks = len(history.newest_first), len(messages), by_talk(messages)
    else:
        everything = by_talk(history.newest_first)
        talks = everything[offset : offset + limit]
        total, taken = len(everything), len(talks)
    end = offset + taken
    return {
        "cursor": {
            "offset": end if settings.activity_offset == "next" else offset,
            "count": taken,
            "has_next": end < total,
        },
        "items": [_item(history, talk, settings) for talk in talks],
        "users": _users(history, talks, settings),
    }


def by_talk(messages: Sequence[Written]) -> Talks:
    """Messages put together by conversation; the one with the first of them comes first."""
    found: dict[str, list[Written]] = {}
    for written in messages:
        found.setdefault(written.talk.id, []).append(written)
    return list(found.values())


def _item(history: History, messages: list[Written], settings: Settings) -> dict[str, Any]:
    talk = messages[0].talk
    return {
        "data": {
            "spot_id": history.named_spot,
            "conversation_id": talk.id,
            "conversation": talk.about,
            "messages": [message_document(history, one, settings) for one in messages],
        }
    }


def _users(history: History, talks: Talks, settings: Settings) -> dict[str, Any] | None:
    """Of a person whose name is gone nothing is told: not even that there are no users."""
    if not history.writer.named:
        return None
    answered = [one for talk in talks for one in talk if is_answered(one, settings)]
    repliers = {replier(history, one) for one in answered}
    writers = [history.writer, *(Writer(one, "", 0) for one in sorted(repliers))]
    return {writer.person.user_id: user_document(writer) for writer in writers}
