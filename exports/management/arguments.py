"""What both commands have in common: sites by their names, and where the file goes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Protocol

from django.core.management.base import CommandError

from credentials.models import Site
from exports.kinds import Order
from providers.errors import printable


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
    sites = []
    for name in map(printable, dict.fromkeys(names)):  # databases refuse bytes that are no text
        try:
            sites.append(Site.objects.get(name__iexact=name))
        except Site.DoesNotExist:
            known = ", ".join(Site.objects.values_list("name", flat=True)) or "none yet"
            raise CommandError(f"There is no site “{name}”. Known: {known}.") from None
    return sites
