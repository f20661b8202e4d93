"""Captures as they would be after real reading, and readers with the right to look."""

from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.models import User
from activity.models import Capture, CaptureState, Conversation, LookUp, Message, Reason
from credentials.models import Site

FIRST = datetime(2026, 3, 1, 9, tzinfo=UTC)
SOMEBODY = "u_YPF3GsGKMo02"


def make_capture(
    site: Site, person: User | None = None, messages: int = 3, **columns: Any
) -> Capture:
    """Complete unless `state` says otherwise; looked up by `person` if one is given."""
    columns.setdefault("state", CaptureState.COMPLETE)
    capture = Capture.objects.create(
        site=site,
        asked_kind=columns.pop("asked_kind", "user_id"),
        asked_id=columns.pop("asked_id", SOMEBODY),
        calls=columns.pop("calls", 1),
        answered=columns.pop("answered", "listed" if messages else "nothing"),
        **columns,
    )
    if messages:
        make_messages(capture, messages)
    if person:
        make_look_up(person, capture)
    return capture


def make_look_up(person: User, *captures: Capture, **columns: Any) -> LookUp:
    columns.setdefault("asked_kind", "user_id")
    columns.setdefault("asked_id", captures[0].asked_id if captures else SOMEBODY)
    columns.setdefault("reason", Reason.MODERATION)
    look_up = LookUp.objects.create(by=person, **columns)
    look_up.captures.set(captures)
    return look_up


def make_conversation(capture: Capture, name: str = "article", **columns: Any) -> Conversation:
    columns.setdefault("title", f"About {name}")
    columns.setdefault("url", f"https://daily.example/{name}.html")
    columns.setdefault("last_at", FIRST)
    return Conversation.objects.create(
        capture=capture, conversation_id=f"{capture.site.spot_id}_{name}", **columns
    )


def make_messages(capture: Capture, number: int, an_article: int = 20, **columns: Any) -> None:
    """The newest first, an hour apart, as many `an_article` as said; every fifth is rejected."""
    there = capture.messages.count()
    articles = [
        make_conversation(capture, f"article-{there}-{at}")
        for at in range(-(-number // an_article))
    ]
    Message.objects.bulk_create(
        Message(
            **{
                "capture": capture,
                "conversation": articles[at // an_article],
                "position": there + at,
                "message_id": f"c_{there + at:06}",
                "written_at": FIRST - timedelta(hours=there + at),
                "status": "approved" if at % 5 else "rejected",
                "text": f"Message {there + at}",
                "raw": "{}",
            }
            | columns
        )
        for at in range(number)
    )


def make_message(capture: Capture, **columns: Any) -> Message:
    """One more, in an article of its own unless `conversation` is given."""
    position = capture.messages.count()
    conversation = columns.pop("conversation", None) or make_conversation(
        capture, f"article-of-{position}"
    )
    columns.setdefault("message_id", f"c_{position:06}")
    columns.setdefault("written_at", FIRST)
    columns.setdefault("status", "approved")
    return Message.objects.create(
        capture=capture, conversation=conversation, position=position, raw="{}", **columns
    )
