"""One tolerant reader for the vendors' times; most of their forms are not documented."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_NUMBER = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,9})?")
_MILLISECONDS_FROM = 1e11  # as seconds this would be the year 5138
_OFFSET = re.compile(
    r"(?:\.(?P<fraction>[0-9]{1,9}))?\s*(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?"
)
_UTC_WORDS = frozenset(("Z", "UTC", "GMT", "+0000", "+00:00"))
# The endings of nearly all rows, so that a million of them need no pattern.
_COMMON_ENDINGS = frozenset((" +0000", "Z", "+00:00", "+0000", " UTC", " +00:00"))


def parse_time(text: str, zone: tzinfo) -> datetime | None:
    """The moment a text names, aware; None when it names none.

    Takes Unix seconds and milliseconds, `2020-05-06 12:44:00 +0000` (the document's article feed)
    and ISO 8601. A time without a zone is in `zone`.
    """
    try:
        if text[19:] in _COMMON_ENDINGS:
            # One call instead of two: replacing the zone takes longer than reading the time.
            return datetime.fromisoformat(f"{text[:19]}+00:00")
        if len(text) == 19:
            moment = datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    except ValueError:
        pass
    return _rarer(text.strip().upper(), zone)


def parse_utc(text: str) -> datetime | None:
    """The same, with UTC for a time without a zone, and as a time of UTC."""
    moment = parse_time(text, UTC) if text else None
    try:
        return moment.astimezone(UTC) if moment and moment.tzinfo is not UTC else moment
    except OverflowError:  # the first or last hours that a calendar has
        return None


def _rarer(text: str, zone: tzinfo) -> datetime | None:
    if _NUMBER.fullmatch(text):
        return _from_number(float(text))
    ending = _OFFSET.fullmatch(text, 19) if len(text) > 19 else None
    try:
        moment = datetime.fromisoformat(text[:19] if ending else text)
        if ending:
            micros = int((ending["fraction"] or "").ljust(6, "0")[:6])
            moment = moment.replace(microsecond=micros, tzinfo=_zone(ending["zone"], zone))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _from_number(seconds: float) -> datetime | None:
    if abs(seconds) >= _MILLISECONDS_FROM:
        seconds /= 1000
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _zone(word: str | None, default: tzinfo) -> tzinfo:
    if not word or word in _UTC_WORDS:
        return UTC if word else default
    minutes = int(word[1:3]) * 60 + int(word[-2:])
    return timezone(timedelta(minutes=-minutes if word[0] == "-" else minutes))
