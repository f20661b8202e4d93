"""Does a value from JSON fit a type hint? Settings and fault parameters are checked with it."""

from dataclasses import field
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin

Choice = TypeVar("Choice")


class BadRequestError(ValueError):
    """Somebody told the sandbox something it cannot do; the text says what."""


def fits(value: object, hint: Any) -> bool:
    """Whether a JSON value is one of a hint's (`int`, `float`, `str`, `bool`, unions, Literal)."""
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    if get_origin(hint) is UnionType:
        return any(fits(value, part) for part in get_args(hint))
    if isinstance(value, bool):
        return hint is bool
    return isinstance(value, int | float) if hint is float else isinstance(value, hint)


def option(default: Choice, about: str) -> Choice:
    """A field of the settings, with what it means."""
    return field(default=default, metadata={"about": about})
