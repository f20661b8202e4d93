"""`export range SINCE TO --site NAME`: the workers do it, this command brings the file."""

import sys
from argparse import ArgumentParser
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from django.core.management.base import BaseCommand, CommandError

from credentials.models import Site
from exports import bundle, names
from exports.by_range.order import RangeOrder
from exports.management.watching import Stuck, watch
from exports.models import Export, ExportState
from exports.ranges import RangeRefused
from exports.services import Refused, start

EXIT_CODES = {ExportState.READY: 0, ExportState.INCOMPLETE: 3}


class Command(BaseCommand):
    help = "Export OpenWeb comments and bring the file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        by_range = kinds.add_parser("range", help="all comments of a range of days")
        by_range.add_argument(
            "since", help="first day (2026-03-01), or a moment (2026-03-01T06:00)"
        )
        by_range.add_argument("to", help="last day, itself included, or a moment, itself excluded")
        by_range.add_argument("--site", required=True, action="append", help="a site's name")
        by_range.add_argument("--zone", help="the zone of both ends; the site's own when left out")
        by_range.add_argument("--output", type=Path, help="where the .csv.zip goes")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            export, _new = start(_order(options), None)
            watch(export)
        except (Refused, RangeRefused, Stuck) as problem:
            raise CommandError(str(problem)) from None
        except KeyboardInterrupt:
            raise CommandError(
                "No longer waiting. The export goes on; its page shows it, and can cancel it."
            ) from None
        self._finish(export, options["output"])

    def _finish(self, export: Export, output: Path | None) -> None:
        for event in export.events.exclude(level="info"):
            self.stderr.write(event.sentence)
        if export.state in EXIT_CODES:
            path = (output or Path(names.file_name(export))).resolve()
            _write(export, path)
            self.stdout.write(str(path))
        code = EXIT_CODES.get(ExportState(export.state), 1)
        if code:
            sys.exit(code)


def _order(options: dict[str, Any]) -> RangeOrder:
    since, to = _moment(options["since"]), _moment(options["to"])
    if isinstance(since, datetime) != isinstance(to, datetime):
        raise CommandError("Give both ends as days, or both as moments.")
    zone = options["zone"]
    return RangeOrder(
        sites=_sites(options["site"]),
        first_day=since,
        last_day=to,
        zone=_zone(zone) if zone else None,
    )


def _sites(names: list[str]) -> list[Site]:
    sites = []
    for name in dict.fromkeys(names):
        try:
            sites.append(Site.objects.get(name__iexact=name))
        except Site.DoesNotExist:
            known = ", ".join(Site.objects.values_list("name", flat=True)) or "none yet"
            raise CommandError(f"There is no site “{name}”. Known: {known}.") from None
    return sites


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


def _write(export: Export, path: Path) -> None:
    """The whole file or none. Raises CommandError."""
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.writelines(bundle.stream(export))
        draft.replace(path)
    except OSError as error:
        raise CommandError(
            f"{path} could not be written: {error.strerror}. The export is kept; its page has "
            "the file."
        ) from None
    finally:
        with suppress(OSError):
            draft.unlink()
