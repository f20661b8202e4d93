"""The names of the files that people take away."""

import re

from exports.kinds import kind_of
from exports.models import ARCHIVE, Export, ExportState, Part

ENDINGS = {"zip": "csv.zip", ARCHIVE: "csv.zip", "gzip": "csv.gz"}


def file_name(export: Export, ending: str = ".csv.zip") -> str:
    """`openweb_the-daily_2026-03-01_2026-03-31_Europe-Berlin.csv.zip`, or `…_incomplete…`."""
    stem = kind_of(export).story.stem(list(export.windows.standing()))
    gaps = "" if export.state == ExportState.READY else "_incomplete"
    return f"{prefix(export)}{stem}{gaps}{ending}"


def part_name(part: Part) -> str:
    """The name under which one stored file is downloaded; its ending tells what it is."""
    container = part.stored_file.container if part.stored_file else ""
    return f"{part_stem(part)}.{ENDINGS.get(container, 'csv')}"


def part_stem(part: Part) -> str:
    """The part's name without an ending; numbered where a part of the export has several files."""
    window = part.window
    total = window.parts.count()
    number = f"_file-{part.position + 1:02}-of-{total:02}" if total > 1 else ""
    return f"{prefix(window.export)}{kind_of(window.export).story.stem([window])}{number}"


def prefix(export: Export) -> str:
    """What each file of an export begins with: whose data it is."""
    return f"{kind_of(export).vendor.lower()}_"


def slug(name: str) -> str:
    """Letters of any script; two of them are short enough for a name of 255 bytes."""
    short = re.sub(r"[\W_]+", "-", name.casefold())[:40].encode()[:80].decode(errors="ignore")
    return short.strip("-") or "site"
