"""Reads onQ's list of conversations: bare, or in one of the usual envelopes."""

from contextlib import suppress
from dataclasses import dataclass

import msgspec

from providers.answers import Answer, decode, mended, spoken_reason
from providers.errors import UnclearAnswer
from providers.onq.entry import Entry, entry, id_of

# No answer is documented; `content` is Spring's name, whose words `size` and `page` are.
ENVELOPES = ("content", "data", "items", "results", "conversations", "records")

Rows = list[msgspec.Raw]
Envelope = dict[str, msgspec.Raw]


@dataclass(frozen=True)
class Page:
    """What one answer held. `rows` are all its rows, `unreadable` those without an id; `entries`
    are the others in their order, and one whose id came twice in the answer is there once."""

    entries: tuple[Entry, ...]
    rows: int
    unreadable: int = 0


def read_page(answer: Answer) -> Page:
    """The answer's conversations; raises ProviderError for what is no list of them."""
    rows = _listed(mended(answer))
    ids = [id_of(row) for row in rows]
    found: dict[str, Entry] = {}
    for identity, row in zip(ids, rows, strict=True):
        if identity and identity not in found:
            found[identity] = entry(identity, row)
    return Page(tuple(found.values()), len(rows), ids.count(""))


def _listed(answer: Answer) -> Rows:
    if answer.body.strip()[:1] == b"[":
        return decode(answer, Rows)
    rows = _opened(decode(answer, Envelope))
    if isinstance(rows, dict):  # an envelope may hold another one: {"data": {"content": []}}
        rows = _opened(rows)
    if isinstance(rows, list):
        return rows
    raise UnclearAnswer(
        service=answer.service,
        status=answer.status,
        detail=f"There is no list under any of {', '.join(ENVELOPES)}. "
        f"It begins: {spoken_reason(answer.body)}",
    )


def _opened(envelope: Envelope) -> Rows | Envelope | None:
    """What stands under the first of the names that has a list, else under one with an object."""
    named = [envelope[name] for name in ENVELOPES if name in envelope]
    for value in named:
        with suppress(msgspec.MsgspecError):
            return msgspec.json.decode(value, type=Rows)
    for value in named:
        with suppress(msgspec.MsgspecError):
            return msgspec.json.decode(value, type=Envelope)
    return None
