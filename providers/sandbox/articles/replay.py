"""What is left when a conversation's events are played one after the other: a dictionary replay."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from providers.sandbox.articles.conversation import Event


@dataclass(slots=True)
class Message:
    """The last known state. A deleted message keeps its last text here; a comment is its own
    root and has no parent."""

    id: str
    parent: str
    root: str
    type: str
    text: str
    created: Event
    edited: bool = False
    deleted: bool = False
    anonymous: bool = False


@dataclass
class Replay:
    """Every message that was ever created, by id, oldest first."""

    messages: dict[str, Message] = field(default_factory=dict)
    threads: dict[str, list[Message]] = field(default_factory=dict)

    def play(self, event: Event) -> None:
        """Unknown kinds, and what happens to unknown messages, change nothing."""
        if event.kind in ("comment-created", "reply-created"):
            self._create(event)
        elif event.message_id in self.messages:
            self._change(event, self.messages[event.message_id])

    def _create(self, event: Event) -> None:
        kind, identity = event.kind.removesuffix("-created"), event.message_id
        parent, root = identity.rpartition("_r_")[0], identity.partition("_r_")[0]
        message = Message(identity, parent, root, kind, event.content, event)
        self.messages[identity] = message
        self.threads.setdefault(root, []).append(message)

    def _change(self, event: Event, message: Message) -> None:
        match event.kind:
            case "comment-edited" | "reply-edited":
                message.text, message.edited = event.content, True
            case "comment-anonymous" | "reply-anonymous":
                message.anonymous = True
            case "comment-soft-deleted" | "reply-deleted":
                message.deleted = True
            case "comment-deleted":
                for one in self.threads[message.root]:
                    one.deleted = True


def replay(events: Iterable[Event]) -> Replay:
    played = Replay()
    for event in events:
        played.play(event)
    return played
