"""The items of a User Activity answer: conversations, each with its messages and their replies."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from providers.openweb.feed_events import members
from providers.openweb.ids import post_in, spot_of
from providers.openweb.plain_text import plain_text
from providers.openweb.user_activity_message import read_message
from providers.openweb.user_activity_records import Conversation, Message
from providers.values import text, web_address

DEEPEST_REPLY = 8
_NOTHING = msgspec.Raw(b"null")


class _Data(msgspec.Struct):
    spot_id: Any = None
    conversation_id: Any = None
    conversation: Any = None
    messages: msgspec.Raw = _NOTHING


class _Item(msgspec.Struct):
    data: _Data


class _Replies(msgspec.Struct):
    replies: msgspec.Raw = _NOTHING


class Entry(NamedTuple):
    """A message as it came; `level` 0 stands in the conversation's own list."""

    message: Message
    level: int


class ItemReader:
    """Collects what it reads, in order and once each.

    `listed` counts the messages in the conversations' own lists as they came, `unreadable` what is
    no item, message or list.
    """

    def __init__(self) -> None:
        self.conversations: dict[str, Conversation] = {}
        self.listed = 0
        self.unreadable = 0
        self._entries: dict[str, Entry] = {}

    @property
    def entries(self) -> Sequence[Entry]:
        return tuple(self._entries.values())

    def read(self, item: msgspec.Raw) -> None:
        try:
            data = msgspec.json.decode(item, type=_Item).data
        except (msgspec.MsgspecError, RecursionError):
            self.unreadable += 1
            return
        conversation_id = text(data.conversation_id)
        named = dict.fromkeys(self._messages(data.messages, conversation_id, 0))
        for one in [conversation_id] if conversation_id else filter(None, named):
            self.conversations.setdefault(one, _conversation(one, data))

    def _messages(self, messages: msgspec.Raw, conversation_id: str, level: int) -> Iterator[str]:
        """Yields the conversation of each message."""
        raws = listed(messages)
        self.unreadable += raws is None
        for raw in raws or ():
            try:
                value = msgspec.json.decode(raw, type=dict[str, Any])
                replies = msgspec.json.decode(raw, type=_Replies).replies
            except (msgspec.MsgspecError, RecursionError):
                self.unreadable += 1
                continue
            message = read_message(bytes(raw).decode(), value, conversation_id)
            self._add(Entry(message, level))
            yield message.conversation_id
            if level < DEEPEST_REPLY:
                yield from self._messages(replies, conversation_id, level + 1)

    def _add(self, entry: Entry) -> None:
        """A message that comes twice is as its conversation's own list has it."""
        self.listed += not entry.level
        known = self._entries.get(entry.message.id)
        if known is None or entry.level < known.level:
            self._entries[entry.message.id] = entry


def listed(raw: msgspec.Raw) -> list[msgspec.Raw] | None:
    """What a JSON list holds, null counting as an empty one; None for anything else."""
    try:
        return msgspec.json.decode(raw, type=list[msgspec.Raw] | None) or []
    except (msgspec.MsgspecError, RecursionError):
        return None


def _conversation(conversation_id: str, data: _Data) -> Conversation:
    about = members(data.conversation)
    return Conversation(
        conversation_id,
        text(data.spot_id) or spot_of(conversation_id) or "",
        post_in(conversation_id),
        plain_text(text(about.get("title"))),
        plain_text(text(about.get("description"))),
        web_address(about.get("url")),
    )
