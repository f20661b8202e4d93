"""One answer of User Activity as rows: what came before stays as it was read first."""

from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Any

from django.db.models import Max

from activity.models import Capture, Conversation, Message
from providers.openweb import user_activity_records as vendor
from providers.openweb.user_activity_records import ActivityPage, MessageKind
from providers.values import fitting

LONGEST_ID = 400
MOST = 10**12  # so that databases can add up the votes of any number of messages
ANSWERED_TEXT = 500  # of the text that is replied to: enough to know what it was about


def write(capture: Capture, page: ActivityPage) -> None:
    """Add the page's messages and their conversations. The caller holds the capture's row."""
    texts = {one.id: one.text for one in (*page.context, *page.messages)}
    conversations = _conversations(capture, page)
    last = capture.messages.aggregate(last=Max("position"))["last"]
    first = 0 if last is None else last + 1
    Message.objects.bulk_create(
        [
            _message(capture, conversations[_fitting(one.conversation_id)], one, texts, first + at)
            for at, one in enumerate(page.messages)
        ],
        ignore_conflicts=True,
    )


def _conversations(capture: Capture, page: ActivityPage) -> dict[str, Conversation]:
    told = {_fitting(one.id): one for one in page.conversations}
    needed = dict.fromkeys(_fitting(one.conversation_id) for one in page.messages)
    Conversation.objects.bulk_create(
        [
            _conversation(capture, conversation_id, told.get(conversation_id))
            for conversation_id in needed
        ],
        ignore_conflicts=True,
    )
    kept = capture.conversations.filter(conversation_id__in=needed)
    found = {one.conversation_id: one for one in kept}
    _note_latest(found, page.messages)
    return found


def _conversation(
    capture: Capture, conversation_id: str, told: vendor.Conversation | None
) -> Conversation:
    return Conversation(
        capture=capture,
        conversation_id=conversation_id,
        title=told.title[:500] if told else "",
        url=told.url if told and len(told.url) <= 2000 else "",
    )


def _note_latest(kept: dict[str, Conversation], messages: Iterable[vendor.Message]) -> None:
    for message in messages:
        one, at = kept[_fitting(message.conversation_id)], _when(message)
        if at and (one.last_at is None or at > one.last_at):
            one.last_at = at
    Conversation.objects.bulk_update(kept.values(), ["last_at"])


def _message(
    capture: Capture,
    conversation: Conversation,
    told: vendor.Message,
    texts: dict[str, str],
    position: int,
) -> Message:
    return Message(
        capture=capture,
        conversation=conversation,
        position=position,
        message_id=_fitting(told.id),
        parent_id=_fitting(told.parent_id),
        root_id=_fitting(told.root_id),
        is_reply=told.kind is MessageKind.REPLY,
        written_at=_when(told),
        status=told.status,
        status_word=told.status_word[:60],
        text=told.text,
        answers_to=texts.get(told.parent_id, "")[:ANSWERED_TEXT],
        edited=told.edited,
        deleted=told.deleted,
        featured=told.featured or told.top_featured,
        votes_up=min(told.ranks_up, MOST),
        votes_down=min(told.ranks_down, MOST),
        replies=min(told.replies_count, MOST),
        raw=told.raw,
    )


def _when(message: vendor.Message) -> datetime | None:
    """None in the calendar's first and last year: not every zone has a day for such a moment."""
    at = message.written_at
    return at if at and MINYEAR < at.year < MAXYEAR else None


def _fitting(vendor_id: str) -> str:
    return fitting(vendor_id, LONGEST_ID)


def new_in(capture: Capture, page: ActivityPage) -> int:
    """How many of the page's messages are not kept yet."""
    ids = {_fitting(one.id) for one in page.messages}
    return len(ids) - capture.messages.filter(message_id__in=ids).count()


def names(capture: Capture, page: ActivityPage) -> dict[str, Any]:
    """What the page says of the person; what an earlier page said stays."""
    user = _user(capture, page)
    if user is None:
        return {}
    told = {
        "user_id": user.id[:100],
        "primary_key": user.primary_key[:300],
        "display_name": user.display_name[:300],
        "user_name": user.user_name[:300],
    }
    columns: dict[str, Any] = {
        name: value for name, value in told.items() if value and not getattr(capture, name)
    }
    if capture.registered is None and user.registered is not None:
        columns["registered"] = user.registered
    return columns


def _user(capture: Capture, page: ActivityPage) -> vendor.User | None:
    """The person among the users that the answer names."""
    ids = {capture.user_id, capture.asked_id, *(one.user_id for one in page.messages)}
    for user in page.users.values():
        if user.id in ids or (user.primary_key and user.primary_key == capture.asked_id):
            return user
    return None
