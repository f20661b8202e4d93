"""Rooms above register here what forbids a site to go or to change its spot."""

from collections.abc import Callable

from credentials.models import Site

Guard = Callable[[Site], str | None]

_guards: list[Guard] = []


def register(guard: Guard) -> None:
    """`guard` gets the site; it answers a sentence for the user, or None if it has no objection."""
    if guard not in _guards:
        _guards.append(guard)


def objection(site: Site) -> str | None:
    """The first sentence that speaks against taking this site away, or None."""
    return next((sentence for guard in _guards if (sentence := guard(site))), None)
