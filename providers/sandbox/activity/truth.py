"""What a person wrote: for comparing, never part of what a vendor offers."""

import json
from collections.abc import Iterator, Mapping

from providers.sandbox.activity.documents import message_document
from providers.sandbox.activity.history import History, Written
from providers.sandbox.activity.pages import by_talk
from providers.sandbox.answers import Answer, RefusalError
from providers.sandbox.sandbox import Sandbox
from providers.sandbox.spots import DEMO_SPOT


def truth_of_person(sandbox: Sandbox, query: Mapping[str, str]) -> Answer:
    """JSON Lines: a summary, then each message, newest first. `rows=0` leaves the messages out.

    A message's `text` is null where the document does not say how it is to be read.
    """
    spot_id, settings = query.get("spot_id", DEMO_SPOT), sandbox.settings
    writer = sandbox.writers.by_id(spot_id, query["user_id"], settings)
    if writer is None:
        raise RefusalError(404, "There is no such person.")
    history = History(spot_id, settings.foreign_spot or spot_id, settings.seed, writer)
    lines = [_summary(history)]
    if query.get("rows") != "0":
        lines += (_state(history, one, sandbox) for one in history.newest_first)
    return Answer(200, _encoded(lines), {"Content-Type": "application/x-ndjson"})


def _summary(history: History) -> dict[str, object]:
    return {
        "spot_id": history.named_spot,
        "user_id": history.writer.person.user_id,
        "primary_key": history.writer.primary_key,
        "messages": history.writer.messages,
        "conversations": len(by_talk(history.newest_first)),
    }


def _state(history: History, written: Written, sandbox: Sandbox) -> dict[str, object]:
    document = message_document(history, written, sandbox.settings)
    return {
        "id": written.id,
        "conversation_id": written.talk.id,
        "parent_id": written.answers,
        "type": "reply" if written.answers else "comment",
        "status": document["status"],
        "written_at": written.at,
        "edited": written.edited,
        "deleted": written.deleted,
        "text": "" if written.deleted else written.content.text,
    }


def _encoded(lines: list[dict[str, object]]) -> Iterator[bytes]:
    for line in lines:
        yield json.dumps(line).encode() + b"\n"
