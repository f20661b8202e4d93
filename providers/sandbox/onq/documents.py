"""Conversation number n of a tenant, made from (tenant, seed, n): every documented field."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from providers.sandbox.data import mixed
from providers.sandbox.texts import HOSTILE, OPENINGS, REMARKS

FIELDS = (
    "id", "type", "sub_type", "org_id", "name", "content_name", "status", "register_status",
    "start_on", "end_on", "close_on", "start_register_on", "last_updated_on", "created_on",
    "visible", "active", "private_mode", "external_code", "max_count", "max_user_count",
    "max_facilitator_count", "registered_user_count", "registered_facilitator_count",
    "open_questions_count", "to_facilitator_count",
)  # fmt: skip
TYPES = ("course", "course", "sequence", "resource")
SUB_TYPES = ("PUBLIC", "PRIVATE", "EXTERNAL")
CODES = ("", None, "EXT-0042", "=1+1", "1E5")
FIRST_ID = 10_000
HOSTILE_EVERY = 29
DAYS = 400

Document = dict[str, Any]


class Maker(NamedTuple):
    """`today` is the day, at midnight UTC, that the dates lie around."""

    salt: int
    today: datetime

    def document(self, number: int, moved: int) -> Document:
        """As the documented fields say it; dates are aware datetimes, in UTC, or None.

        `moved` counts the changes of place before this conversation's last one, or is 0.
        """
        draw = mixed(number ^ self.salt)
        title = OPENINGS[draw % len(OPENINGS)].rstrip(".?")
        if number % HOSTILE_EVERY == HOSTILE_EVERY - 1:
            title = HOSTILE[number // HOSTILE_EVERY % len(HOSTILE)]
        values = (
            FIRST_ID + number, TYPES[draw >> 4 & 3], SUB_TYPES[draw % 3], 7, title,
            REMARKS[(draw >> 8) % len(REMARKS)], *self._times(draw, moved), draw & 7 != 0,
            draw & 15 != 1, draw & 31 == 2, CODES[(draw >> 12) % len(CODES)],
            *_people(draw), *_waiting(draw),
        )  # fmt: skip
        return dict(zip(FIELDS, values, strict=True))

    def _times(self, draw: int, moved: int) -> tuple[str | datetime | None, ...]:
        """Status and registration, and then the six dates, of which they follow."""
        start = self.today + timedelta(days=(draw >> 16) % DAYS - DAYS // 2, hours=9)
        ends = draw >> 24 & 3 != 0
        end = start + timedelta(days=30 + (draw >> 26 & 63)) if ends else None
        close = start + timedelta(days=7) if ends else None
        register = start - timedelta(days=30)
        status = "open" if start > self.today else "started"
        if end and end <= self.today:
            status = "ended"
        registration = "open" if register <= self.today else "available"
        if close and close <= self.today:
            registration = "closed"
        created = min(register, self.today) - timedelta(days=30)
        updated = min(start, self.today) - timedelta(minutes=(draw >> 32) % 1440)
        if moved:
            updated = self.today + timedelta(seconds=abs(moved))
        return status, registration, start, end, close, register, updated, created


def midnight(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def _people(draw: int) -> tuple[int, ...]:
    """The three limits, where 0 is none, and who is registered; some conversations are full."""
    limit = 0 if draw >> 40 & 1 else 10 + (draw >> 41 & 31)
    registered = limit if draw & 63 == 9 else (draw >> 46) % (limit or 200)
    return limit + 2 if limit else 0, limit, 2 if limit else 0, registered, 1 + (draw >> 54 & 1)


def _waiting(draw: int) -> tuple[int, int]:
    """Open questions and private messages to the facilitator; most have none."""
    return (draw >> 56 & 7 if draw & 3 == 3 else 0), (draw >> 59 & 3 if draw & 7 == 5 else 0)
