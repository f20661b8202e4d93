"""Answers of onQ as rows: what is new, what has changed, what is as it was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Any

import msgspec

from conversations.models import Change, Conversation, Pass
from conversations.models.conversation import LONGEST_ID
from conversations.services import rows
from providers.onq import records
from providers.onq.answer import Page
from providers.onq.entry import Entry
from providers.values import fitting

FIELDS = records.FIELDS[1:]  # without the id, which never changes
_LONGEST = {
    field.name: field.max_length
    for field in Conversation._meta.concrete_fields
    if field.name in FIELDS and field.max_length
}
_DATES = [name for name in FIELDS if name.endswith("_on")]
SEARCHED = ("name", "content_name", "external_code")


Entries = Mapping[str, Entry]


@dataclass(frozen=True)
class Kept:
    """Of so many conversations nothing was known, and so many had a field that has changed."""

    new: int
    changed: int


def entries_of(page: Page) -> dict[str, Entry]:
    """By the ids under which they are kept."""
    return {fitting(entry.id, LONGEST_ID): entry for entry in page.entries}


def keep(reading: Pass, first: Pass, entries: Entries, now: datetime) -> Kept:
    """Write what is new and changed, and that everything was seen in the run begun by `first`.

    The caller holds the synchronisation's row, so that nobody else writes this tenant's.
    """
    stored = rows.stored(reading.tenant_id, entries)
    # To say of a row what is known already would write all of it anew.
    unseen = [onq_id for onq_id, (_, seen) in stored.items() if seen < first.pk]
    rows.mark_seen(reading.tenant_id, unseen, reading.pk)
    fresh = {onq_id: entry for onq_id, entry in entries.items() if onq_id not in stored}
    rows.upsert(_new_row(reading, onq_id, entry, now) for onq_id, entry in fresh.items())
    other = {
        onq_id: entries[onq_id]
        for onq_id, (fingerprint, _) in stored.items()
        if fingerprint != entries[onq_id].fingerprint
    }
    changed = _rewrite(reading, other, now) if other else 0
    return Kept(len(fresh), changed)


def _new_row(reading: Pass, onq_id: str, entry: Entry, now: datetime) -> dict[str, Any]:
    fields = _fields(onq_id, entry)
    return {
        "tenant_id": reading.tenant_id,
        "onq_id": onq_id,
        **fields,
        **_derived(onq_id, fields),
        "fingerprint": entry.fingerprint,
        "first_seen_at": now,
        "changed_at": now,
        "questions_since": now if fields["open_questions_count"] else None,
        "messages_since": now if fields["to_facilitator_count"] else None,
        "last_pass": reading.pk,
        "gone_at": None,
    }


def _rewrite(reading: Pass, entries: Mapping[str, Entry], now: datetime) -> int:
    """Overwrite what came differently; answers how many differ in a documented field."""
    changes: list[Change] = []
    fresh: list[dict[str, Any]] = []
    changed = 0
    for known in reading.tenant.conversations.filter(onq_id__in=entries):
        entry = entries[known.onq_id]
        fields = _fields(known.onq_id, entry)
        moves = [name for name in FIELDS if getattr(known, name) != fields[name]]
        changed += bool(moves)
        changes += _changes(known, moves, fields, now)
        fresh.append(
            {name: getattr(known, name) for name in rows.COLUMNS}
            | fields
            | _derived(known.onq_id, fields)
            | _since(known, fields, now)
            | {"fingerprint": entry.fingerprint}
            | ({"changed_at": now} if moves else {})
        )
    rows.upsert(fresh)
    Change.objects.bulk_create(changes)
    return changed


def _fields(onq_id: str, entry: Entry) -> dict[str, Any]:
    """As columns hold them, so that what is cut short is no change at the next look; with `raw`,
    the JSON, where that says more than they do."""
    told = entry.read()
    fields = msgspec.structs.asdict(told)
    is_same_id = fields.pop("id") == onq_id
    says_all = fields.pop("says_all") and is_same_id
    for name, most in _LONGEST.items():
        if len(fields[name]) > most:
            fields[name], says_all = fields[name][:most], False
    for name in _DATES:
        # Not every zone has a day for a moment in the calendar's first and last year.
        if fields[name] and not MINYEAR < fields[name].year < MAXYEAR:
            fields[name], says_all = None, False
    return fields | ({"raw": ""} if says_all else {})


def _derived(onq_id: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    words = "\n".join([onq_id, *(fields[name] for name in SEARCHED)])
    return {"words": words.casefold(), "is_full": _is_full(fields)}


def _is_full(fields: Mapping[str, Any]) -> bool:
    """Whether nobody else can join as a user. A maximum of 0 is none."""
    users = fields["registered_user_count"] or 0
    everybody = users + (fields["registered_facilitator_count"] or 0)
    reached = {"max_count": everybody, "max_user_count": users}
    return any(fields[most] and number >= fields[most] for most, number in reached.items())


def _since(known: Conversation, fields: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    waiting = {
        "questions_since": fields["open_questions_count"],
        "messages_since": fields["to_facilitator_count"],
    }
    return {
        name: (getattr(known, name) or now) if number else None for name, number in waiting.items()
    }


def _changes(
    known: Conversation, moves: Sequence[str], fields: Mapping[str, Any], now: datetime
) -> Iterable[Change]:
    for name in moves:
        yield Change(
            conversation=known,
            field=name,
            before=_written(getattr(known, name)),
            after=_written(fields[name]),
            seen_at=now,
        )


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
