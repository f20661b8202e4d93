"""One row of an answer, unread but for its id: most are known from the time before."""

from hashlib import blake2b
from typing import Any

import msgspec

from providers.onq.records import Conversation, conversation
from providers.values import text


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A conversation's id, its JSON as it came, and a short digest of that: while it stays the
    same, so does all that `read` would give."""

    id: str
    raw: bytes
    fingerprint: str

    def read(self) -> Conversation:
        """The conversation with all its fields; never raises."""
        return conversation(self.id, self.raw)


class _Identified(msgspec.Struct):
    id: Any = None


_DECODER = msgspec.json.Decoder(_Identified)


def id_of(row: msgspec.Raw) -> str:
    """The id of a row as text; empty for one that is no object or has none."""
    try:
        found = text(_DECODER.decode(row).id)
    except (msgspec.MsgspecError, RecursionError):
        return ""
    return found if found.strip() else ""


def entry(identity: str, row: msgspec.Raw) -> Entry:
    """The row with this id as an entry."""
    raw = bytes(row)
    return Entry(identity, raw, blake2b(raw, digest_size=16).hexdigest())
