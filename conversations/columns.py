"""The columns that a list of conversations can have, and what stands in them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from conversations.fields import BY_NAME, FLAG_WORDS, WORDS, words_of
from conversations.models import Conversation
from conversations.ordering import SORTS


class Cell(NamedTuple):
    """`state` makes a badge of it; `at_onq` a link to where somebody is waited for."""

    text: str = ""
    moment: datetime | None = None
    state: str = ""
    at_onq: bool = False


class Column(NamedTuple):
    """`key` stands in addresses and is the name of a field; `usual` ones are there unasked."""

    key: str
    label: str
    show: Callable[["Column", Conversation, ZoneInfo], Cell]
    usual: bool = False
    is_number: bool = False
    is_narrow: bool = False

    @property
    def sort(self) -> str:
        return self.key if self.key in SORTS else ""

    def cell(self, conversation: Conversation, zone: ZoneInfo) -> Cell:
        return self.show(self, conversation, zone)


def _text(column: Column, conversation: Conversation, _: ZoneInfo) -> Cell:
    return Cell(getattr(conversation, column.key))


def _words(column: Column, conversation: Conversation, _: ZoneInfo) -> Cell:
    value = getattr(conversation, column.key)
    return Cell(words_of(column.key, value) if value else "")


def _state(column: Column, conversation: Conversation, _: ZoneInfo) -> Cell:
    value = getattr(conversation, column.key)
    known = value in WORDS[column.key]
    words = words_of(column.key, value) if value else ""
    return Cell(words, state=f"{column.key}.{value}" if known else "")


def _waiting(column: Column, conversation: Conversation, _: ZoneInfo) -> Cell:
    number = getattr(conversation, column.key)
    return Cell("" if number is None else f"{number:,}", at_onq=bool(number))


def _people(column: Column, conversation: Conversation, _: ZoneInfo) -> Cell:
    who = "user" if column.key == "registered_user_count" else "facilitator"
    number = getattr(conversation, column.key)
    most = getattr(conversation, f"max_{who}_count")
    if number is None:
        return Cell()
    return Cell(f"{number:,} of {most:,}" if most else f"{number:,}")


def _day(column: Column, conversation: Conversation, zone: ZoneInfo) -> Cell:
    moment = getattr(conversation, column.key)
    if moment is None:
        return Cell()
    local = moment.astimezone(zone)
    return Cell(f"{local.day} {local:%b %Y}")


def _age(column: Column, conversation: Conversation, _: ZoneInfo) -> Cell:
    return Cell(moment=getattr(conversation, column.key))


def _flag(column: Column, conversation: Conversation, _: ZoneInfo) -> Cell:
    value = getattr(conversation, column.key)
    return Cell("" if value is None else FLAG_WORDS[value])


def _column(key: str, show: Any, *, label: str = "", usual: bool = False) -> Column:
    counts, lasts = show in (_waiting, _people), show in (_day, _age)
    label = label or BY_NAME[key].label
    return Column(key, label, show, usual, is_number=counts, is_narrow=lasts)


# The name comes before all of them, always. The useful ones first.
COLUMNS = (
    _column("type", _words),
    _column("status", _state, usual=True),
    _column("register_status", _state, usual=True),
    _column("open_questions_count", _waiting, usual=True),
    _column("to_facilitator_count", _waiting, usual=True),
    _column("registered_user_count", _people, usual=True),
    _column("start_on", _day, usual=True),
    _column("end_on", _day),
    _column("close_on", _day, usual=True),
    _column("last_updated_on", _age, usual=True),
    _column("questions_since", _age, label="Questions seen since"),
    _column("messages_since", _age, label="Messages seen since"),
    _column("changed_at", _age, label="Change seen"),
    _column("first_seen_at", _age, label="First seen"),
    _column("sub_type", _words),
    _column("registered_facilitator_count", _people),
    _column("start_register_on", _day),
    _column("created_on", _day),
    _column("visible", _flag),
    _column("active", _flag),
    _column("private_mode", _flag),
    _column("content_name", _text),
    _column("external_code", _text),
    _column("org_id", _text),
    _column("onq_id", _text),
)
USUAL = tuple(column.key for column in COLUMNS if column.usual)


def chosen(keys: Iterable[str]) -> list[Column]:
    """Those with these keys, in the order of COLUMNS; the usual ones when none is among them."""
    asked = set(keys)
    return [one for one in COLUMNS if one.key in asked] or [one for one in COLUMNS if one.usual]
