"""From the zoneless times of a request to a selection of comments."""

import re
import time
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from providers.sandbox.checks import BadRequestError
from providers.sandbox.data import SECOND, Grid, Selection
from providers.sandbox.settings import MICROSECONDS_A_DAY, Settings

# The document writes the second with one digit ("2018-12-01T00:00:0"); two are taken as well.
DOCUMENTED_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d{1,2}")
RFC_3339_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def instant_of(text: str, zone: str) -> int:
    """Microseconds since 1970 of a zoneless time in a zone; BadRequestError when it is none."""
    if not DOCUMENTED_TIME.fullmatch(text):
        raise BadRequestError(f"{text!r} is not a time in YYYY-MM-DDTHH:MM:S format")
    return _instant(text, "%Y-%m-%dT%H:%M:%S", ZoneInfo(zone))


def utc_instant_of(text: str) -> int:
    """Microseconds since 1970 of an RFC 3339 time with Z; BadRequestError when it is none."""
    if not RFC_3339_TIME.fullmatch(text):
        raise BadRequestError(f"{text!r} is not a time in YYYY-MM-DDTHH:MM:SSZ format")
    return _instant(text, "%Y-%m-%dT%H:%M:%S.%fZ" if "." in text else "%Y-%m-%dT%H:%M:%SZ", UTC)


def _instant(text: str, form: str, zone: tzinfo) -> int:
    try:
        moment = datetime.strptime(text, form).replace(tzinfo=zone)
    except ValueError as error:
        raise BadRequestError(f"{text!r} is not a date and time that exists") from error
    return (moment - EPOCH) // MICROSECOND


def now() -> int:
    """Microseconds since 1970, cut to the whole second."""
    return int(time.time()) * SECOND


def select(
    spot_id: str, since: int, to: int, settings: Settings, conversation: str = ""
) -> Selection:
    """The comments from `since` to before `to`, or through its second as `range_end` has it; nobody
    has written in the future yet.

    The `rows` setting asks for an exact number, spread over the range as it was asked for.
    """
    if settings.range_end == "through":
        to += SECOND
    if settings.rows is not None:
        grid = Grid(origin=since, span=max(to - since, settings.rows, 1), rows=settings.rows or 1)
        first, end = 0, settings.rows
    else:
        grid = Grid(origin=0, span=MICROSECONDS_A_DAY, rows=settings.rows_per_day)
        first = grid.first_slot_from(since)
        end = max(first, grid.first_slot_from(min(to, now())))
    named = settings.foreign_spot or spot_id
    return Selection(spot_id, named, settings.seed, grid, first, end, conversation)
