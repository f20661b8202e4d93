"""What an article comes to: for comparing, never part of what a vendor offers."""

import json
from collections.abc import Iterator, Mapping

from providers.sandbox.answers import Answer
from providers.sandbox.articles.conversation import Conversation
from providers.sandbox.articles.feed import packed
from providers.sandbox.articles.replay import Message, replay
from providers.sandbox.sandbox import Sandbox
from providers.sandbox.spots import DEMO_SPOT

TOLD = ("id", "parent", "root", "type", "text", "edited", "deleted", "anonymous")


def truth_of_article(sandbox: Sandbox, query: Mapping[str, str]) -> Answer:
    """JSON Lines: a summary with the raw number of events and the newest revision, then each
    message that ever was in its last state, oldest first. `rows=0` leaves the messages out."""
    spot_id = query.get("spot_id", DEMO_SPOT)
    conversation = sandbox.articles.conversation(spot_id, query["post_id"], sandbox.settings)
    lines = _lines(conversation, with_messages=query.get("rows") != "0")
    return Answer(200, packed(lines), {"Content-Type": "application/x-ndjson"})


def _lines(conversation: Conversation, *, with_messages: bool) -> Iterator[str]:
    yield _line(
        {
            "spot_id": conversation.named_spot,
            "conversation_id": conversation.conversation_id,
            "post_id": conversation.post_id,
            "events": conversation.size,
            "head": conversation.head,
        }
    )
    if with_messages:
        for message in replay(conversation.events()).messages.values():
            yield _line(_state(message))


def _state(message: Message) -> dict[str, object]:
    return {name: getattr(message, name) for name in TOLD}


def _line(document: object) -> str:
    return json.dumps(document) + "\n"
