"""One conversation, with every documented field, whatever form its values come in."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from providers.values import flag, moment, text, whole_number


class Conversation(msgspec.Struct, frozen=True, gc=False):
    """The fields in the document's order. All dates are aware and in UTC: the document names no
    zone, so one without is taken as UTC. None stands for what is missing or cannot be read.

    Of `max_count` and its kin 0 is no limit. `raw` is the JSON as it came.
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


FIELDS = tuple(name for name in Conversation.__struct_fields__ if name != "raw")
_BY_TYPE: Mapping[object, Callable[[object], Any]] = {
    str: text,
    datetime | None: moment,
    bool | None: flag,
    int | None: whole_number,
}
_READERS = [_BY_TYPE[one.type] for one in msgspec.structs.fields(Conversation)[1:-1]]
_Values = msgspec.defstruct("_Values", [(name, Any, None) for name in FIELDS[1:]])
_DECODER = msgspec.json.Decoder(_Values)


def conversation(identity: str, raw: bytes) -> Conversation:
    """The conversation with this id that a JSON object is; never raises.

    Of an object that holds a number beyond all range, or is nested too deeply, only the id and
    `raw` are known.
    """
    try:
        values = _DECODER.decode(raw)
    except (msgspec.MsgspecError, RecursionError):
        values = _Values()
    pairs = zip(_READERS, msgspec.structs.astuple(values), strict=True)
    return Conversation(*[identity, *(read(value) for read, value in pairs), raw.decode()])
