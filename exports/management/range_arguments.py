"""`export range SINCE TO --site NAME`: its arguments, and the order that they make."""

from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any
from zoneinfo import available_timezones

from django.core.management.base import CommandError

from exports.by_range.order import RangeOrder
from exports.management.arguments import sites_named

HELP = "all comments of a range of days"


def add_to(parser: ArgumentParser) -> None:
    parser.add_argument("since", help="first day (2026-03-01), or a moment (2026-03-01T06:00)")
    parser.add_argument("to", help="last day, itself included, or a moment, itself excluded")
    parser.add_argument("--zone", help="the zone of both ends; the site's own when left out")
    parser.add_argument(
        "--use-stored",
        action="store_true",
        help="take what is here already as it is, without later edits and moderation",
    )


def order_from(options: dict[str, Any]) -> RangeOrder:
    """Raises CommandError."""
    since, to = _moment(options["since"]), _moment(options["to"])
    if isinstance(since, datetime) != isinstance(to, datetime):
        raise CommandError("Give both ends as days, or both as moments.")
    zone = options["zone"]
    return RangeOrder(
        sites=sites_named(options["site"]),
        first_day=since,
        last_day=to,
        zone=_zone(zone) if zone else None,
        reuse=options["use_stored"],
    )


def _moment(text: str) -> date:
    try:
        if "T" not in text and " " not in text:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"“{text}” is no date. Write 2026-03-01, or 2026-03-01T06:00 for a moment."
        ) from None
    if moment.tzinfo:
        raise CommandError(f"“{text}” names a zone. Leave it out and use --zone.")
    return moment


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise CommandError(f"There is no time zone “{name}”. Example: Europe/Berlin.")
    return name
