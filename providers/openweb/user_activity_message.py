"""One message of a User Activity answer, typed. Flags and counts may be missing, null or texts."""

import hashlib
import re
from collections.abc import Mapping

from providers.openweb.feed_events import members, one_line
from providers.openweb.ids import place_of
from providers.openweb.user_activity_blocks import read_blocks, text_of
from providers.openweb.user_activity_records import Message, MessageKind, Status
from providers.values import count, flag, moment, text

# The words of this API's sample, of the newer exports' columns and of OpenWeb's iOS SDK.
_STATUSES: Mapping[str, Status] = {
    **dict.fromkeys(
        ("approved", "approve", "approve all", "force approve all", "auto approved"),
        Status.APPROVED,
    ),
    **dict.fromkeys(("published", "publish", "publish and moderate"), Status.PUBLISHED),
    **dict.fromkeys(("pending", "require approval", "requires approval"), Status.PENDING),
    **dict.fromkeys(("rejected", "reject", "auto rejected"), Status.REJECTED),
}


def read_status(word: str) -> Status:
    """OpenWeb's word for a state in whatever spelling; UNKNOWN for one nobody knows."""
    plain = re.sub(r"[\s_-]+", " ", word).strip().casefold()
    if "block" in plain:  # as the SDK reads it
        return Status.BLOCKED
    return _STATUSES.get(plain, Status.UNKNOWN)


def read_message(raw: str, value: Mapping[str, object], conversation_id: str) -> Message:
    """The message behind decoded JSON; never fails, whatever stands there."""
    message_id = text(value.get("id")) or _made_id(raw)
    place = place_of(message_id, [conversation_id] if conversation_id else ())
    kind = _kind(value, place.parent_id)
    is_reply = kind is MessageKind.REPLY
    parent_id = text(value.get("parent_id")) or (place.parent_id if is_reply else "")
    root_id = text(value.get("root_comment")) or place.root_id
    depth = count(value.get("depth")) or int(is_reply)
    return _read(
        raw, value, id=message_id, conversation_id=conversation_id or place.conversation_id,
        kind=kind, parent_id=parent_id, root_id=root_id, depth=depth,
    )  # fmt: skip


def _read(raw: str, value: Mapping[str, object], **place: object) -> Message:
    blocks = read_blocks(value.get("content"))
    rank, word = members(value.get("rank")), text(value.get("status"))
    return Message(
        **place,  # type: ignore[arg-type]  # named and typed by the one caller above
        user_id=text(value.get("user_id")),
        written_at=moment(value.get("written_at"), value.get("time")),
        status=read_status(word),
        status_word=word,
        previous_state=text(members(value.get("metadata")).get("previous_state")),
        edited=flag(value.get("edited")) is True,
        deleted=flag(value.get("deleted")) is True,
        published=flag(value.get("published")),
        featured=flag(value.get("featured")) is True,
        top_featured=flag(value.get("top_featured")) is True,
        ranks_up=count(rank.get("ranks_up")),
        ranks_down=count(rank.get("ranks_down")),
        replies_count=count(value.get("replies_count")),
        blocks=blocks,
        text=text_of(blocks),
        raw=one_line(raw),
    )


def _kind(value: Mapping[str, object], parent_in_id: str) -> MessageKind:
    """As OpenWeb says, else by what only a reply has."""
    told = text(value.get("type")).casefold()
    if told in set(MessageKind):
        return MessageKind(told)
    is_reply = text(value.get("parent_id")) or parent_in_id or count(value.get("depth"))
    return MessageKind.REPLY if is_reply else MessageKind.COMMENT


def _made_id(raw: str) -> str:
    digest = hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()
    return f"no-id-{digest[:16]}"
