"""What happens to an article later: asked for by kind, its message given or chosen."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from providers.sandbox.articles.conversation import Conversation, Event
from providers.sandbox.articles.replay import Message, replay
from providers.sandbox.checks import BadRequestError


@dataclass(frozen=True)
class Wish:
    """An event that shall happen. `id` names an existing message, `parent` the comment that a new
    reply answers; left out, the newest fitting message is taken that nothing else in the same
    request happens to. `written_at`, in seconds since 1970, is now for a new message."""

    type: str
    id: str = ""
    parent: str = ""
    content: str | None = None
    written_at: int | None = None
    times: int = 1


class Appender:
    """Makes events that fit what the conversation has come to."""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.played = replay(conversation.events())
        self.number = conversation.size
        self.touched: set[str] = set()

    @property
    def visible(self) -> int:
        return sum(not message.deleted for message in self.played.messages.values())

    def events(self, wish: Wish) -> Iterator[Event]:
        """BadRequestError when there is no message that this could happen to."""
        for _ in range(wish.times):
            event = self._event(wish)
            self.played.play(event)
            self.touched |= {event.message_id, event.message_id.partition("_r_")[0]}
            self.number += 1
            yield event

    def _event(self, wish: Wish) -> Event:
        subject, _, deed = wish.type.partition("-")
        if deed in ("edited", "anonymous", "deleted", "soft-deleted"):
            return self._change(wish, self._target(wish, subject))
        parent = ""
        if subject == "reply":
            parent = wish.parent or self._newest("comment", wish.type, set()).id
        text = self.conversation.text(self.number) if wish.content is None else wish.content
        return Event(
            wish.type,
            self.conversation.message_id(self.number, parent),
            text,
            int(time.time()) if wish.written_at is None else wish.written_at,
            self.conversation.author(self.number),
        )

    def _change(self, wish: Wish, message: Message) -> Event:
        author = message.created.author
        if wish.type.endswith("-anonymous") or message.anonymous:
            author = {"nick_name": ""}
        written = message.created.written if wish.written_at is None else wish.written_at
        return Event(wish.type, message.id, self._changed_text(wish, message), written, author)

    def _changed_text(self, wish: Wish, message: Message) -> str:
        if wish.content is not None:
            return wish.content
        if wish.type.endswith("-edited"):
            return f"{self.conversation.text(self.number)} (edit {self.number})"
        return message.text if wish.type.endswith("-anonymous") else ""

    def _target(self, wish: Wish, subject: str) -> Message:
        if not wish.id:
            return self._newest(subject, wish.type, self.touched)
        if wish.id not in self.played.messages:
            raise BadRequestError(f"There is no message {wish.id!r}.")
        return self.played.messages[wish.id]

    def _newest(self, subject: str, kind: str, untouchable: set[str]) -> Message:
        for message in reversed(self.played.messages.values()):
            fits = message.type == subject and not (message.deleted or message.anonymous)
            if fits and not untouchable & {message.id, message.root}:
                return message
        raise BadRequestError(f"No message is left to which {kind} could happen.")
