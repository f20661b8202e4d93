"""Everything known of one conversation: its fields, what else onQ sent, and its history."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from accounts.models import User
from conversations.fields import BY_NAME, FIELDS, FLAG_WORDS, NOT_SENT, WORDS, Field, words_of
from conversations.models import Change, Conversation
from conversations.queries import starred_among
from conversations.tiles import waiting_since
from providers.values import as_text

MOST_CHANGES = 200
MOST_OTHERS, LONGEST_OTHER = 50, 500


@dataclass(frozen=True)
class Shown:
    """A value in words, or the `moment` that it is; `own_word` is what onQ calls it."""

    text: str
    moment: datetime | None = None
    own_word: str = ""


class DetailPage:
    """`address` is the query of the list that the reader comes from, and goes back to."""

    def __init__(self, conversation: Conversation, reader: User, address: QueryDict) -> None:
        self.conversation = conversation
        self._reader = reader
        self.query = address.urlencode()

    @cached_property
    def is_mine(self) -> bool:
        return bool(starred_among([self.conversation], self._reader))

    @property
    def questions_wait(self) -> timedelta | None:
        """How long at least."""
        return waiting_since(self.conversation.questions_since)

    @property
    def states(self) -> list[tuple[str, str, str]]:
        """Running state and registration: label, look, words."""
        told = [(name, getattr(self.conversation, name)) for name in ("status", "register_status")]
        return [
            (BY_NAME[name].label, f"{name}.{value}", words_of(name, value))
            for name, value in told
            if value
        ]

    @property
    def facts(self) -> list[tuple[Field, Shown]]:
        return [(field, _shown(field, getattr(self.conversation, field.name))) for field in FIELDS]

    @cached_property
    def others(self) -> list[tuple[str, str]]:
        """What onQ sent beside the documented fields, each value as text."""
        try:
            sent = json.loads(self.conversation.raw)
        except (ValueError, RecursionError):
            return []
        unknown = [name for name in sent if name not in BY_NAME and name != "id"]
        return [
            (as_text(name), _cut(as_text(sent[name]) or "empty")) for name in unknown[:MOST_OTHERS]
        ]

    @cached_property
    def history(self) -> list[tuple[Change, str, Shown, Shown]]:
        """Each change with its field's label and both values, the newest first."""
        changes = self.conversation.changes.all()[:MOST_CHANGES]
        return [self._told(change) for change in changes]

    def _told(self, change: Change) -> tuple[Change, str, Shown, Shown]:
        field = BY_NAME.get(change.field)
        if field is None:
            return change, change.field, Shown(change.before), Shown(change.after)
        before, after = _read(field, change.before), _read(field, change.after)
        return change, field.label, _shown(field, before), _shown(field, after)

    @property
    def has_longer_history(self) -> bool:
        return len(self.history) == MOST_CHANGES


def _shown(field: Field, value: Any) -> Shown:
    if value is None or value == "":
        return Shown(NOT_SENT)
    if isinstance(value, datetime):
        return Shown("", value)
    if isinstance(value, bool):
        return Shown(FLAG_WORDS[value])
    if isinstance(value, int):
        return Shown("no limit" if field.is_limit and value == 0 else f"{value:,}")
    if field.name in WORDS:
        words = words_of(field.name, value)
        return Shown(words, own_word="" if words.casefold() == value.casefold() else value)
    return Shown(value)


def _read(field: Field, text: str) -> Any:
    """What a change tells as a text, as the value it was."""
    kind = Conversation._meta.get_field(field.name).get_internal_type()
    if not text:
        return None
    if kind == "DateTimeField":
        return parse_datetime(text)
    if kind == "BooleanField":
        return text == "true"
    return int(text) if kind == "BigIntegerField" else text


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_OTHER else f"{text[:LONGEST_OTHER]}…"
