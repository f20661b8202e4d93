"""The words and states of a strip's cells. Pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from exports.models import Export, Grade, Window, WindowState
from exports.verdicts import counted

STORED = frozenset({"stored", "taken", "incomplete"})
PARTLY = "partly"
STATE_WORDS = {
    "stored": "Stored",
    "taken": "Fetched earlier",
    "incomplete": "Stored, but incomplete",
    "downloading": "Downloading",
    "processing": "OpenWeb is building it",
    "requesting": "Asking OpenWeb",
    "waiting": "Waiting",
    "held": "Waiting for an admin",
    "failed": "Failed",
    "cancelled": "Cancelled",
}
ACTIVE = frozenset({"downloading", "processing", "requesting"})
TOLD = ("failed", "held", "incomplete")
GRAVEST = ("failed", "held", "downloading", "processing", "requesting", "incomplete")
MARKED = frozenset({"failed", "incomplete"})


def was_here(window: Window, export: Export) -> bool:
    """Whether it was fetched before this export was asked for."""
    return window.stored_at is not None and window.stored_at < export.requested_at


def state_of(window: Window, export: Export) -> str:
    """The window's state; stored ones are told apart by what they lack and when they came."""
    if window.state != WindowState.STORED:
        return window.state
    if window.grade == Grade.INCOMPLETE:
        return "incomplete"
    return "taken" if was_here(window, export) else "stored"


def state_of_several(states: Sequence[str]) -> str:
    """The gravest, as “some-” where only some are; “partly” stored; or the one."""
    found = set(states)
    if len(found) == 1:
        return states[0]
    grave = next((state for state in GRAVEST if state in found), "")
    if grave in MARKED:
        return f"some-{grave}"
    if grave or not found & STORED:
        return grave or "waiting"
    return "stored" if found <= STORED else PARTLY


def words_of(window: Window, state: str) -> str:
    """“412 rows · asked 22 Nov 10:04, stored 10:06 UTC”."""
    asked, stored = window.requested_at, window.stored_at
    if state not in STORED or stored is None:
        since = f" · asked {_minute(asked)} UTC" if asked and window.state in ACTIVE else ""
        return f"{STATE_WORDS[state]}{since}"
    rows = counted(window.received_rows, "row") + (", incomplete" if state == "incomplete" else "")
    if state == "taken" or asked is None:
        return f"{rows} · fetched {_minute(stored)} UTC"
    same_day = asked.astimezone(UTC).date() == stored.astimezone(UTC).date()
    end = f"{stored.astimezone(UTC):%H:%M}" if same_day else _minute(stored)
    return f"{rows} · asked {_minute(asked)}, stored {end} UTC"


def _minute(moment: datetime) -> str:
    utc = moment.astimezone(UTC)
    return f"{utc.day} {utc:%b %Y %H:%M}"


def words_of_several(windows: Sequence[Window], states: Sequence[str]) -> str:
    """“28 of 31 parts stored · 1 failed · 12,400 rows”."""
    counts = Counter(states)
    stored = sum(counts[state] for state in STORED)
    rest = [f"{counts[s]:,} {STATE_WORDS[s].casefold()}" for s in TOLD if counts[s]]
    rows = counted(sum(window.received_rows for window in windows), "row")
    head = f"{stored:,} of {counted(len(windows), 'part')} stored"
    return " · ".join((head, *rest, *([rows] if stored else [])))
