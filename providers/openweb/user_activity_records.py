"""What OpenWeb tells about one person's activity, typed: all of it foreign text, none of it safe.

Follows OpenWeb's "User Activity". Texts are empty and numbers 0 where the answer does not say.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import msgspec


class Status(StrEnum):
    """OpenWeb's status words in few. PUBLISHED can be read and awaits its moderation."""

    APPROVED = "approved"
    PUBLISHED = "published"
    PENDING = "pending"
    REJECTED = "rejected"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"


class MessageKind(StrEnum):
    COMMENT = "comment"
    REPLY = "reply"


class BlockKind(StrEnum):
    TEXT = "text"
    IMAGE = "image"
    ANIMATION = "animation"
    MENTION = "mention"
    UNKNOWN = "unknown"


class Block(msgspec.Struct, frozen=True):
    """A part of a message. `type` is OpenWeb's word; `text` is plain, and for what is no text it
    names it: an animation's title, a mentioned person. `id` is an image's or a mentioned user's;
    `url` is http or https, or empty, and never asked for here."""

    kind: BlockKind
    type: str
    text: str = ""
    url: str = ""
    id: str = ""


class Message(msgspec.Struct, frozen=True):
    """One comment or reply.

    An `id` that OpenWeb left out is replaced by one of `raw` (`no-id-…`). `text` is the plain text
    of all blocks; `status_word` is OpenWeb's own word. `written_at` is aware and in UTC, or None
    when it cannot be read. `published` is None where OpenWeb does not say. `raw` is the message's
    JSON as received, on one line.
    """

    id: str
    conversation_id: str
    user_id: str
    parent_id: str
    root_id: str
    depth: int
    kind: MessageKind
    written_at: datetime | None
    status: Status
    status_word: str
    previous_state: str
    edited: bool
    deleted: bool
    published: bool | None
    featured: bool
    top_featured: bool
    ranks_up: int
    ranks_down: int
    replies_count: int
    blocks: tuple[Block, ...]
    text: str
    raw: str


class Conversation(msgspec.Struct, frozen=True):
    """An article's conversation. `spot_id` is the one OpenWeb names; `post_id` is read from the
    conversation's id; `url` is http or https, or empty."""

    id: str
    spot_id: str
    post_id: str
    title: str
    description: str
    url: str


class User(msgspec.Struct, frozen=True):
    """`registered` is None where OpenWeb does not say."""

    id: str
    display_name: str
    user_name: str
    registered: bool | None
    primary_key: str


class VendorCursor(msgspec.Struct, frozen=True):
    """OpenWeb's `cursor` as it came; None where it does not say."""

    offset: int | None = None
    count: int | None = None
    has_next: bool | None = None


class Answered(StrEnum):
    """An unknown person and one who wrote nothing may get the same answer: nobody can tell."""

    LISTED = "listed"
    NOTHING = "nothing"
    NOT_FOUND = "not_found"


class ActivityPage(msgspec.Struct, frozen=True):
    """One answer, everything in OpenWeb's order.

    `messages` are the person's own, those among the replies to others included; `context` is what
    others wrote and the answer shows with them. `users` are all people the answer names, by id.
    `step` is how far the next offset lies when the cursor does not say; `unreadable` counts entries
    that are no messages or conversations. `reason` is OpenWeb's word where it did not find the
    person.
    """

    answered: Answered
    conversations: tuple[Conversation, ...] = ()
    messages: tuple[Message, ...] = ()
    context: tuple[Message, ...] = ()
    users: Mapping[str, User] = msgspec.field(default_factory=dict)
    cursor: VendorCursor = VendorCursor()
    step: int = 1
    unreadable: int = 0
    reason: str = ""
