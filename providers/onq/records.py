"""One conversation, with every documented field, whatever form its values come in."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec

from providers.values import flag, moment, text, whole_number


class Conversation(msgspec.Struct, frozen=True, gc=False):
    """The fields in the document's order. All dates are aware and in UTC: the document names no
    zone, so one without is taken as UTC. None stands for what is missing or cannot be read.

    Of `max_count` and its kin 0 is no limit. `raw` is the JSON as it came, and `says_all` whether
    the fields hold everything that stands in it.
    """

    id: str
    type: str
    sub_type: str
    org_id: str
    name: str
    content_name: str
    status: str
    register_status: str
    start_on: datetime | None
    end_on: datetime | None
    close_on: datetime | None
    start_register_on: datetime | None
    last_updated_on: datetime | None
    created_on: datetime | None
    visible: bool | None
    active: bool | None
    private_mode: bool | None
    external_code: str
    max_count: int | None
    max_user_count: int | None
    max_facilitator_count: int | None
    registered_user_count: int | None
    registered_facilitator_count: int | None
    open_questions_count: int | None
    to_facilitator_count: int | None
    raw: str
    says_all: bool


FIELDS = Conversation.__struct_fields__[:-2]
_BY_TYPE: Mapping[object, Callable[[object], Any]] = {
    str: text,
    datetime | None: moment,
    bool | None: flag,
    int | None: whole_number,
}
_TYPES = [one.type for one in msgspec.structs.fields(Conversation)[1:-2]]
_READERS = [_BY_TYPE[kind] for kind in _TYPES]
_Values = msgspec.defstruct("_Values", [(name, Any, None) for name in FIELDS[1:]])
_DECODER = msgspec.json.Decoder(_Values)

# What the fields are like when nothing is odd about them: read at once, in a third of the time.
_PLAIN_TYPES: Mapping[object, Any] = {
    str: str | int | None,
    datetime | None: datetime | None,
    bool | None: bool | None,
    int | None: Annotated[int, msgspec.Meta(ge=0, lt=10**18)] | None,
}
_PLAIN_FIELDS = [
    (name, _PLAIN_TYPES[kind], None) for name, kind in zip(FIELDS[1:], _TYPES, strict=True)
]
_PLAIN_DECODER = msgspec.json.Decoder(msgspec.defstruct("_Plain", _PLAIN_FIELDS))
_ALL_DECODER = msgspec.json.Decoder(
    msgspec.defstruct("_All", [*_PLAIN_FIELDS, ("id", Any, None)], forbid_unknown_fields=True)
)
_TEXTS = [at for at, kind in enumerate(_TYPES) if kind is str]
_DATES = [at for at, kind in enumerate(_TYPES) if kind == datetime | None]
_NUL = b"\\u0000"


def conversation(identity: str, raw: bytes) -> Conversation:
    """The conversation with this id that a JSON object is; never raises.

    Of an object that holds a number beyond all range, or is nested too deeply, only the id and
    `raw` are known.
    """
    everything = _plain(raw, _ALL_DECODER)
    values = everything or _plain(raw, _PLAIN_DECODER) or _odd(raw)
    return Conversation(*[identity, *values, raw.decode(), everything is not None])


def _plain(raw: bytes, decoder: msgspec.json.Decoder[Any] = _PLAIN_DECODER) -> list[Any] | None:
    """The values of an object whose types are the expected ones; None for another."""
    try:
        values = list(msgspec.structs.astuple(decoder.decode(raw)))[: len(_TYPES)]
    except (msgspec.MsgspecError, RecursionError):
        return None
    for at in _TEXTS:
        if type(values[at]) is not str:
            values[at] = text(values[at])
    for at in _DATES:
        if values[at] is not None and _is_odd(values[at]):
            return None
    return None if _NUL in raw else values


def _is_odd(date: datetime) -> bool:
    """In another zone, or with a fraction, of which msgspec rounds what we cut."""
    return date.tzinfo is not UTC or date.microsecond != 0


def _odd(raw: bytes) -> list[Any]:
    """The values in whatever form they came."""
    try:
        values = _DECODER.decode(raw)
    except (msgspec.MsgspecError, RecursionError):
        values = _Values()
    pairs = zip(_READERS, msgspec.structs.astuple(values), strict=True)
    return [read(value) for read, value in pairs]
