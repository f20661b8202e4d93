"""Rooms above register here what forbids a connection to go or to become another one."""

from collections.abc import Callable
from enum import Enum

from credentials.models import Connection


class Parting(Enum):
    """What is about to happen to everything that came by this connection."""

    DELETED = "deleted"
    MOVED = "moved"  # to another spot or tenant of the vendor


Guard = Callable[[Connection, Parting], str | None]

_guards: list[Guard] = []


def register(guard: Guard) -> None:
    """`guard` answers a sentence for the user, or None if it has no objection."""
    if guard not in _guards:
        _guards.append(guard)


def objection(connection: Connection, parting: Parting) -> str | None:
    """The first sentence that speaks against it, or None."""
    return next((said for guard in _guards if (said := guard(connection, parting))), None)
