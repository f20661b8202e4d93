"""The vendor's times as spreadsheet programs know them, in a zone of the reader's. Pure."""

from datetime import datetime, tzinfo

from providers.openweb.files import parse_time
from providers.openweb.rows import ALIASES

_TIME_ENDINGS = ("_at", "_time", "_date", "timestamp")
_DAY = len("2026-03-01")


def is_time(column: str) -> bool:
    """Whether a column of this name holds moments."""
    name = "_".join(column.strip().lower().replace("-", " ").split())
    return name in ALIASES["written_at"] or name.endswith(_TIME_ENDINGS)


def shown(text: str, vendor_zone: tzinfo, zone: tzinfo) -> str:
    """The moment that `text` names, in `zone`: `2026-03-01 12:44:00`.

    A time without a zone is in `vendor_zone`. In the hour that comes twice when clocks go back the
    offset is added. What names no moment stays as it is, and so do small numbers and days without
    a time.
    """
    if len(text) < _DAY or (len(text) == _DAY and not text.isdigit()):
        return text
    moment = parse_time(text, vendor_zone)
    try:
        return shown_in(moment, zone) if moment else text
    except OverflowError:  # from the first or last hours that a calendar has
        return text


def shown_in(moment: datetime, zone: tzinfo) -> str:
    """The moment in `zone` as spreadsheet programs know it; see `shown`."""
    local = moment.astimezone(zone)
    precision = "milliseconds" if local.microsecond else "seconds"
    text = local.replace(tzinfo=None).isoformat(" ", precision)
    comes_twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return f"{text} {local:%z}" if comes_twice else text
