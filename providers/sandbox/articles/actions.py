"""What can be told about articles under `/_sandbox/`: how long they are, what happens to them."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from providers.sandbox.answers import Answer, as_json
from providers.sandbox.articles.appending import Appender, Wish
from providers.sandbox.articles.feed import document_of
from providers.sandbox.checks import BadRequestError, fits
from providers.sandbox.exchange import Request
from providers.sandbox.sandbox import Sandbox
from providers.sandbox.spots import DEMO_SPOT

HINTS = {one.name: one.type for one in fields(Wish)}


def keep_article(sandbox: Sandbox, request: Request) -> Answer:
    """`post_id` (and `spot_id`, else the demo's) gets a conversation of so many `events`; what was
    appended before is forgotten."""
    document = request.document()
    spot_id, post_id = _place(document)
    events = document.get("events")
    if not isinstance(events, int) or isinstance(events, bool) or events < 0:
        raise BadRequestError("events is not a number of events.")
    sandbox.articles.keep(spot_id, post_id, events)
    return as_json({"spot_id": spot_id, "post_id": post_id, "events": events})


def append_events(sandbox: Sandbox, request: Request) -> Answer:
    """`post_id` (and `spot_id`) has new `events`: a list of wishes (see `appending.py`), each with
    a `type`. The answer shows them as the feed will, and the etags before and after."""
    document = request.document()
    spot_id, post_id = _place(document)
    if not fits(document.get("events"), list):
        raise BadRequestError("events is not a list.")
    wishes = [_wish(one) for one in document["events"]]
    with sandbox.changing:
        settings = sandbox.settings
        before = sandbox.articles.conversation(spot_id, post_id, settings)
        appender = Appender(before)
        events = [event for wish in wishes for event in appender.events(wish)]
        sandbox.articles.append(before, events, appender.visible)
        after = sandbox.articles.conversation(spot_id, post_id, settings)
    shown = [document_of(event, settings.article_times) for event in events]
    return as_json({"from_etag": before.head, "new_etag": after.head, "events": shown})


def _place(document: Mapping[str, Any]) -> tuple[str, str]:
    spot_id, post_id = document.get("spot_id", DEMO_SPOT), document.get("post_id")
    if not isinstance(post_id, str) or not post_id or not isinstance(spot_id, str):
        raise BadRequestError("post_id is missing.")
    return spot_id, post_id


def _wish(document: object) -> Wish:
    if not isinstance(document, dict) or "type" not in document:
        raise BadRequestError("An event is an object with a type.")
    for name, value in document.items():
        if name not in HINTS or not fits(value, HINTS[name]):
            raise BadRequestError(
                f"An event does not take {name} = {value!r}; it takes {[*HINTS]}."
            )
    return Wish(**document)
