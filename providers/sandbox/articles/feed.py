"""The documented answer about an article, made while it is sent: no length of it fills memory."""

import json
from collections.abc import Iterator, Mapping
from itertools import chain

from providers.sandbox import data
from providers.sandbox.answers import Answer
from providers.sandbox.articles.conversation import Conversation, Event
from providers.sandbox.articles.revisions import events_until, revision
from providers.sandbox.settings import Settings

BYTES_AT_ONCE = 64 * 1024
encode = json.JSONEncoder().encode


def events_after(
    conversation: Conversation, etag: int, count: int | None, settings: Settings
) -> Answer:
    """The events after revision `etag`: `count`, else a page as the settings have it, else all."""
    first = min(events_until(etag), conversation.size)
    limit = settings.article_page or conversation.size if count is None else count
    end = min(conversation.size, first + limit)
    new_etag = revision(end - 1) if end > first else etag
    # Only under a count: a page without one would never be followed by the rest.
    if count is not None and settings.article_new_etag == "head":
        new_etag = max(etag, conversation.head)
    envelope = {
        "spot_id": conversation.named_spot,
        "conversation_id": conversation.conversation_id,
        "post_id": conversation.post_id,
        "from_etag": etag,
        "new_etag": new_etag,
    }
    return whole_or_stream(packed(_text(envelope, conversation, range(first, end), settings)))


def document_of(event: Event, form: str) -> dict[str, object]:
    """An event as it is sent; kinds that are not about a message come without one."""
    if not event.kind.startswith(("comment-", "reply-")):
        return {"type": event.kind}
    message = {
        "id": event.message_id,
        "content": event.content,
        "written_at": written_at(event.written, form),
        "offset": 0,
        **event.author,
    }
    return {"type": event.kind, "message": message}


def written_at(seconds: int, form: str) -> str | int:
    """As the document has it, as Unix seconds like the vendor's sister feed, or as ISO 8601."""
    if form == "seconds":
        return seconds
    text = data.written_at(seconds * data.SECOND)
    return text if form == "text" else f"{text[:10]}T{text[11:19]}Z"


def _text(
    envelope: Mapping[str, object], conversation: Conversation, numbers: range, settings: Settings
) -> Iterator[str]:
    users: set[str] = set()
    yield encode(envelope)[:-1]
    if settings.article_users == "before":
        events = conversation.events(numbers.start, numbers.stop)
        users.update(event.author.get("user_id", "") for event in events)
        yield f', "users": {encode(_people(conversation, users))}'
    yield ', "events": ['
    separator = ""
    for event in conversation.events(numbers.start, numbers.stop):
        users.add(event.author.get("user_id", ""))
        yield separator + encode(document_of(event, settings.article_times))
        separator = ", "
    yield "]"
    if settings.article_users == "after":
        yield f', "users": {encode(_people(conversation, users))}'
    yield "}"


def _people(conversation: Conversation, users: set[str]) -> dict[str, dict[str, str]]:
    """Those of `users` whom the vendor still knows."""
    known = [conversation.people[one] for one in sorted(users) if one in conversation.people]
    return {
        person.user_id: {"user_name": person.user_name, "display_name": person.display_name}
        for person in known
    }


def packed(pieces: Iterator[str]) -> Iterator[bytes]:
    """Many small texts as few larger blocks."""
    waiting, size = [], 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= BYTES_AT_ONCE:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()


def whole_or_stream(blocks: Iterator[bytes]) -> Answer:
    """What fits one block has a Content-Length; the rest is chunked."""
    first, second = next(blocks), next(blocks, None)
    body = first if second is None else chain((first, second), blocks)
    return Answer(200, body, {"Content-Type": "application/json"})
