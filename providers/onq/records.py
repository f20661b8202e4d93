"""One conversation, with every documented field, whatever form its values come in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from providers.values import flag, moment, text, whole_number


@dataclass(frozen=True, slots=True)
class Conversation:
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


FIELDS = tuple(one.name for one in fields(Conversation) if one.name != "raw")
_BY_TYPE: Mapping[object, Callable[[object], Any]] = {
    str: text,
    datetime | None: moment,
    bool | None: flag,
    int | None: whole_number,
}
_READERS = [(one.name, _BY_TYPE[one.type]) for one in fields(Conversation) if one.name != "raw"]


def conversation(values: Mapping[str, Any], raw: str) -> Conversation | None:
    """The conversation these JSON values are; None without an id."""
    if not text(values.get("id")).strip():
        return None
    return Conversation(raw=raw, **{name: read(values.get(name)) for name, read in _READERS})
