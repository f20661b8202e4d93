"""Where in a sorted list a page begins or ends, as it stands in addresses.

`after` or `before` is the key of a row, `value` what it has in the sorted column; without one it
has none. Whatever else stands there is no place.
"""

from datetime import MAXYEAR, MINYEAR, UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, DateTimeField
from django.http import QueryDict

from conversations.models import Conversation
from conversations.ordering import Order, Place

NAMES = ("after", "before", "value")
LONGEST_NUMBER = 18  # digits that every database can hold


def place_in(address: QueryDict, name: str, order: Order) -> Place | None:
    """The place that `after` or `before` names, if it is one."""
    pk, value = _whole(address.get(name, "")), None
    if pk is None:
        return None
    if "value" in address:
        value = _value(address.get("value", ""), order)
        if value is None:
            return None
    return Place(value, pk)


def written(name: str, place: Place) -> str:
    """A place as a part of an address."""
    value = place.value.isoformat() if isinstance(place.value, datetime) else place.value
    return urlencode({name: place.pk} | ({} if value is None else {"value": value}))


def _value(text: str, order: Order) -> Any:
    field = Conversation._meta.get_field(order.column)
    if isinstance(field, DateTimeField):
        return _moment(text)
    if isinstance(field, CharField):
        return text if "\0" not in text and len(text) <= (field.max_length or 0) else None
    return _whole(text)


def _whole(text: str) -> int | None:
    """A number below zero is written with a minus."""
    digits = text.removeprefix("-")
    return int(text) if digits.isdecimal() and len(digits) <= LONGEST_NUMBER else None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    # At the calendar's edges not every moment can be told in UTC; and PostgreSQL knows no zone that
    # is more than 16 hours away from it.
    is_told = moment.tzinfo and MINYEAR < moment.year < MAXYEAR
    return moment.astimezone(UTC) if is_told else None
