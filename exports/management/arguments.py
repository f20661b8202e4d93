"""What both commands have in common: sites by their names, and where the file goes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Protocol, TypeVar

from django.core.management.base import CommandError

from credentials.models import Connection, Site
from exports.kinds import Order
from providers.errors import printable

C = TypeVar("C", bound=Connection)


class Arguments(Protocol):
    """The module of one kind: its own arguments, and what they ask for."""

    HELP: str

    def add_to(self, parser: ArgumentParser) -> None: ...

    def order_from(self, options: dict[str, Any]) -> Order:
        """Raises CommandError."""


def add_to(parser: ArgumentParser) -> None:
    parser.add_argument("--site", required=True, action="append", help="a site's name")
    parser.add_argument("--output", type=Path, help="where the .csv.zip goes")


def sites_named(names: list[str]) -> list[Site]:
    """Each site once. Raises CommandError."""
    return [connection_named(name, Site) for name in dict.fromkeys(names)]


def connection_named(name: str, kind: type[C]) -> C:
    """The site or tenant of this name. Raises CommandError, with the names that there are."""
    every = kind._default_manager
    asked = printable(name)  # databases refuse bytes that are no text
    if found := every.filter(name__iexact=asked).first():
        return found
    known = ", ".join(every.values_list("name", flat=True)) or "none yet"
    raise CommandError(f"There is no {kind.noun} “{asked}”. Known: {known}.")
