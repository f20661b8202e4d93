"""Reads a whole answer of User Activity: whose message is whose, in which conversation."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from providers.answers import Answer, decode, mended
from providers.errors import UnclearAnswer
from providers.openweb.feed_events import members
from providers.openweb.people_ids import PersonId, PersonKind
from providers.openweb.user_activity_items import Entry, ItemReader, listed
from providers.openweb.user_activity_records import (
    ActivityPage,
    Answered,
    User,
    VendorCursor,
)
from providers.values import flag, text, whole_number

_EMPTY_BODIES = frozenset((b"", b"null", b"{}", b"[]"))


class _Envelope(msgspec.Struct):
    items: msgspec.Raw
    cursor: Any = None
    users: Any = None


def read_page(answer: Answer, person: PersonId, offset: int) -> ActivityPage:
    """The answer to the question for what comes from `offset` on. Raises ProviderError for others.

    Messages with the person's id are the person's own, also among the `replies` to others; those
    with another's id are context. Where no id tells, those in a conversation's own list are the
    person's and those among replies are context.
    """
    if answer.body.strip() in _EMPTY_BODIES and offset == 0:
        return ActivityPage(Answered.NOTHING)
    envelope = _envelope(answer)
    items = listed(envelope.items)
    if items is None:
        raise UnclearAnswer(service=answer.service, status=answer.status, detail="No list of items")
    reader = ItemReader()
    for item in items:
        reader.read(item)
    users, entries = _users(envelope.users), reader.entries
    own = _own_ids(person, entries, users)
    cursor = _cursor(members(envelope.cursor))
    return ActivityPage(
        Answered.LISTED if entries or offset else Answered.NOTHING,
        tuple(reader.conversations.values()),
        tuple(one.message for one in entries if _is_own(one, own)),
        tuple(one.message for one in entries if not _is_own(one, own)),
        users,
        cursor,
        _step(len(items), reader.listed, cursor.count),
        reader.unreadable,
    )


def _envelope(answer: Answer) -> _Envelope:
    return decode(mended(answer), _Envelope)


def _users(value: object) -> dict[str, User]:
    """`users` is an object by id; sparse, missing, or PHP's list for an empty one."""
    named = value if isinstance(value, dict) else {}
    found = (_user(str(user_id), members(one)) for user_id, one in named.items())
    return {user.id: user for user in found if user.id}


def _user(user_id: str, names: Mapping[str, object]) -> User:
    return User(
        text(user_id) or text(names.get("id")),
        text(names.get("display_name")),
        text(names.get("user_name")),
        flag(names.get("registered")),
        text(names.get("sso_primary_key")),
    )


def _cursor(told: Mapping[str, object]) -> VendorCursor:
    return VendorCursor(
        whole_number(told.get("offset")),
        whole_number(told.get("count")),
        flag(told.get("has_next")),
    )


def _own_ids(
    person: PersonId, entries: Sequence[Entry], users: Mapping[str, User]
) -> frozenset[str]:
    """The ids that mark a message as the person's.

    When no message at all carries the person's id (a deleted user's carry another's), the answer
    itself says whose the listed ones are.
    """
    if person.kind is PersonKind.USER_ID:
        wanted = {person.value}
    else:
        wanted = {user.id for user in users.values() if user.primary_key == person.value}
    if any(one.message.user_id in wanted for one in entries):
        return frozenset(wanted)
    return frozenset(wanted | {one.message.user_id for one in entries if one.level == 0} - {""})


def _is_own(entry: Entry, own: frozenset[str]) -> bool:
    return entry.message.user_id in own or not (entry.level or entry.message.user_id)


def _step(items: int, messages: int, told: int | None) -> int:
    """How far to go on when the cursor does not say.

    It is not documented whether `count` and `offset` count conversations or messages. Only a cursor
    that counts the page's messages shows that they are counted. Else the lower number is right
    either way, as what comes twice is folded: a page may hold as many messages as were asked for,
    and still be one of conversations.
    """
    return max(messages if told == messages else min(items, messages), 1)
