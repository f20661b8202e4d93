"""One event and one user of the article feed, typed: what an event says about its message.

Follows OpenWeb's "Export comments by article ID" for the shape and its "Text Only Import" for the
nine event types. Fields may be missing, and numbers and texts may stand for each other.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

import msgspec

from providers.openweb.ids import conversations_of, place_of, post_in
from providers.times import parse_utc
from providers.values import as_text


class Action(StrEnum):
    CREATED = "created"
    EDITED = "edited"
    DELETED = "deleted"
    SOFT_DELETED = "soft-deleted"
    ANONYMOUS = "anonymous"


# There is no reply-soft-deleted.
_TYPES: Mapping[str, tuple[str, Action]] = {
    **{f"comment-{action}": ("comment", action) for action in Action},
    **{f"reply-{action}": ("reply", action) for action in Action if action != Action.SOFT_DELETED},
}
_LINE_BREAKS = re.compile(r"[\r\n]\s*")  # never within a JSON text, so only between its parts


class FeedEvent(msgspec.Struct, frozen=True, gc=False):
    """What happened to one message.

    `line` is the event as received, on one line. `action` is None for a type that is not
    documented and for an event without a message id: neither can be applied. `kind` is `comment`
    or `reply`. Texts are empty when the event does not say; `written_at` is ISO 8601 in UTC, or
    empty when it cannot be read. A guest has a `nick_name` and no `user_id`; nobody at all is
    named where the author was removed.
    """

    line: str
    type: str
    action: Action | None = None
    kind: str = ""
    id: str = ""
    parent_id: str = ""
    root_id: str = ""
    conversation_id: str = ""
    post_id: str = ""
    user_id: str = ""
    nick_name: str = ""
    written_at: str = ""
    content: str = ""


class FeedUser(msgspec.Struct, frozen=True, gc=False):
    """An author as the answer names them, apart from the events."""

    id: str
    user_name: str
    display_name: str
    nick_name: str


class EventReader:
    """Reads the events of one article, whose conversation's id ends where only it can tell."""

    def __init__(self, spot_id: str, post_id: str) -> None:
        self._posts = conversations_of(spot_id, post_id)

    def read(self, value: object, text: str) -> FeedEvent:
        """The event behind decoded JSON; never fails, whatever stands there."""
        line = one_line(text)
        event = members(value)
        message = members(event.get("message"))
        event_type = as_text(event.get("type"))
        message_id = as_text(message.get("id"))
        if event_type not in _TYPES or not message_id:
            return FeedEvent(line, event_type, id=message_id)
        return self._read(line, event_type, message_id, message)

    def _read(
        self, line: str, event_type: str, message_id: str, message: Mapping[str, object]
    ) -> FeedEvent:
        kind, action = _TYPES[event_type]
        place = place_of(message_id, self._posts)
        parent_id = _parent(message, message_id) or place.parent_id if kind == "reply" else ""
        own_thread = place.root_id == message_id
        return FeedEvent(
            line=line,
            type=event_type,
            action=action,
            kind=kind,
            id=message_id,
            parent_id=parent_id,
            root_id=parent_id if own_thread and parent_id else place.root_id,
            conversation_id=place.conversation_id,
            post_id=self._posts.get(place.conversation_id) or post_in(place.conversation_id),
            user_id=as_text(message.get("user_id")),
            nick_name=as_text(message.get("nick_name")),
            written_at=_utc(as_text(message.get("written_at"))),
            content=as_text(message.get("content")),
        )


def read_user(user_id: str, value: object) -> FeedUser:
    """One member of `users`; names that are missing are empty."""
    names = members(value)
    words = (as_text(names.get(name)) for name in ("user_name", "display_name", "nick_name"))
    return FeedUser(as_text(user_id), *words)


def members(value: object) -> Mapping[str, object]:
    """The object's members; none for what is no object, such as PHP's empty list."""
    return value if isinstance(value, dict) else {}


def _parent(message: Mapping[str, object], message_id: str) -> str:
    """The parent where it is named: `comment_id` in the vendor's WordPress feed."""
    named = as_text(message.get("parent_id")) or as_text(message.get("comment_id"))
    return named if named != message_id else ""


def one_line(text: str) -> str:
    """JSON as it came, without the line breaks between its parts."""
    return _LINE_BREAKS.sub(" ", text) if "\n" in text or "\r" in text else text


def _utc(text: str) -> str:
    # With +00:00 instead of Z, texts with and without fractions of seconds sort as times do.
    moment = parse_utc(text)
    return moment.isoformat() if moment else ""
