"""Nothing claimed: how sure we are that a window is complete. Pure."""

from exports.models import Grade


def grade(announced: int | None, received: int, duplicates: int) -> Grade:
    """Complete needs an announced number and as many rows, each with an id of its own."""
    if announced is None:
        return Grade.WHOLE
    different = received - duplicates
    if different < announced:
        return Grade.INCOMPLETE
    return Grade.COMPLETE if received == announced else Grade.WHOLE
