"""Numbers, sizes, lengths of time and ages as people write them. Pure functions, no Django."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

NOTHING = "—"
AGE_STEPS = ((86_400, "day"), (3_600, "h"), (60, "min"), (1, "s"))
SIZE_UNITS = ("kB", "MB", "GB", "TB")


def number(value: int | None) -> str:
    """412300 → "412,300"."""
    return NOTHING if value is None else f"{value:,}"


def size(value: int | None) -> str:
    """Bytes in decimal units, as file managers and vendors count: 38_400_000 → "38 MB"."""
    if value is None:
        return NOTHING
    if value < 1000:
        return f"{value} B"
    power = next((n for n in range(1, len(SIZE_UNITS)) if value < 999.5 * 1000**n), len(SIZE_UNITS))
    amount, unit = value / 1000**power, SIZE_UNITS[power - 1]
    return f"{amount:.1f} {unit}" if amount < 9.95 else f"{amount:,.0f} {unit}"


def duration(value: timedelta | float | None) -> str:
    """At most two units, no finer than worth saying: "45 s", "6 min", "2 h 5 min"."""
    if value is None:
        return NOTHING
    seconds = round(value.total_seconds() if isinstance(value, timedelta) else value)
    for (step, unit), (finer_step, finer_unit) in pairwise(AGE_STEPS[:3]):
        if seconds >= step:
            finer = seconds % step // finer_step
            return _counted(seconds // step, unit) + (f" {finer} {finer_unit}" if finer else "")
    return f"{seconds // 60} min" if seconds >= 60 else f"{seconds} s"


def age(moment: datetime, now: datetime) -> str:
    """ "4 min ago", "in 5 min"; a date once it is a week away (static/js/pages.js ticks it)."""
    seconds = (now - moment).total_seconds()
    if abs(seconds) >= 7 * 86_400:
        return day(moment)
    if abs(seconds) < 10:
        return "just now"
    step, unit = next(pair for pair in AGE_STEPS if abs(seconds) >= pair[0])
    text = _counted(int(abs(seconds) // step), unit)
    return f"{text} ago" if seconds > 0 else f"in {text}"


def day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y}"


def exact(moment: datetime) -> str:
    utc = moment.astimezone(UTC)
    return f"{day(utc)}, {utc:%H:%M:%S} UTC"


def clock(moment: datetime, now: datetime) -> str:
    """The hour alone while it is unmistakable, else with its day."""
    utc = moment.astimezone(UTC)
    hour = f"{utc:%H:%M} UTC"
    return hour if abs(now - moment) < timedelta(hours=20) else f"{day(utc)}, {hour}"


def through(end: datetime, zone: str) -> str:
    """The last day of a range that ends before `end`; with the hour where it ends within a day."""
    local = end.astimezone(ZoneInfo(zone))
    if local.time() == time.min:
        return day(local - timedelta(days=1))
    return f"{day(local)}, {local:%H:%M}"


def zone_name(zone: str) -> str:
    """ "Europe/Berlin" → "Berlin time"."""
    return zone if "/" not in zone else f"{zone.rsplit('/', 1)[1].replace('_', ' ')} time"


def middle_cut(text: str, keep: int = 16) -> str:
    """Long ids lose their middle: both ends are what people compare."""
    half = keep // 2
    return text if len(text) <= keep + 1 else f"{text[:half]}…{text[-half:]}"


def initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalnum()]
    letters = words[0][0] + words[-1][0] if len(words) > 1 else name.strip()[:2]
    return letters.upper()


def listed(words: list[str], last: str = "and") -> str:
    """ "Ana", "Ana or Tom", "Ana, Tom or Eve"."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}s" if unit == "day" and count != 1 else f"{count} {unit}"
