"""How each state looks: a tone of the palette and an icon. The words come from the state itself."""

from typing import NamedTuple


class Look(NamedTuple):
    tone: str
    icon: str


WAITS = Look("plain", "clock")
WORKS = Look("info", "arrow-path")
GOOD = Look("ok", "check-circle")
NEEDS_SOMEBODY = Look("warn", "hand-raised")
DOUBTFUL = Look("warn", "exclamation-triangle")
BAD = Look("bad", "x-circle")
ENDED = Look("plain", "no-symbol")
UNKNOWN = Look("plain", "question-mark-circle")

LOOKS = {
    # exports and their parts
    "queued": WAITS,
    "waiting": WAITS,
    "running": WORKS,
    "requesting": WORKS,
    "processing": WORKS,
    "downloading": Look("info", "arrow-down-tray"),
    "waiting_for_admin": NEEDS_SOMEBODY,
    "held": NEEDS_SOMEBODY,
    "ready": GOOD,
    "stored": GOOD,
    "incomplete": DOUBTFUL,
    "failed": BAD,
    "cancelled": ENDED,
    "split": Look("plain", "scissors"),
    # grades
    "complete": Look("ok", "check-badge"),
    "whole": GOOD,
    # what an update found different
    "new": Look("ok", "plus-circle"),
    "edited": Look("info", "pencil"),
    "deleted": Look("bad", "trash"),
    "anonymised": Look("warn", "user-minus"),
    # comments and replies
    "approved": GOOD,
    "published": Look("info", "eye"),
    "pending": WAITS,
    "rejected": BAD,
    "blocked": Look("bad", "no-symbol"),
    "featured": Look("ok", "star"),
    # conversations: running state, registration, what is new to a reader
    "status.open": WAITS,
    "status.started": Look("info", "play"),
    "status.ended": Look("plain", "stop"),
    "register_status.available": WAITS,
    "register_status.open": Look("ok", "lock-open"),
    "register_status.closed": Look("plain", "lock-closed"),
    "changed": Look("info", "pencil"),
    "gone": ENDED,
    "full": NEEDS_SOMEBODY,
    "resting": GOOD,
    # keys and their checks
    "unproven": UNKNOWN,
    "unknown": UNKNOWN,
    "works": GOOD,
    "ok": GOOD,
    "refused": BAD,
    "unreadable": Look("bad", "lock-closed"),
    # banners, messages and log lines
    "info": Look("info", "information-circle"),
    "success": GOOD,
    "good": GOOD,
    "warning": DOUBTFUL,
    "warn": DOUBTFUL,
    "error": BAD,
    "bad": BAD,
}


def look_of(state: str) -> Look:
    return LOOKS.get(state, UNKNOWN)
