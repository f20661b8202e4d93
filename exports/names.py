"""The names of the files that people take away."""

import re
from collections.abc import Sequence

from exports.kinds import kind_of
from exports.models import ARCHIVE, TABLES, Export, ExportState, Part, Window
from exports.queries import kept_parts
from providers.openweb.data_sets import DataSet

ENDINGS = {"zip": "csv.zip", ARCHIVE: "csv.zip", TABLES: "csv.zip", "gzip": "csv.gz"}


def file_name(export: Export, ending: str = ".csv.zip") -> str:
    """`openweb_the-daily_2026-03-01_2026-03-31_Europe-Berlin.csv.zip`, or `…_incomplete…`."""
    stem = kind_of(export).story.stem(list(export.windows.standing()))
    gaps = "" if export.state == ExportState.READY else "_incomplete"
    return f"{prefix(export)}{stem}{gaps}{ending}"


def part_name(part: Part) -> str:
    """The name under which one stored file is downloaded; its ending tells what it is."""
    return f"{part_stem(part)}.{_ending(part)}"


def _ending(part: Part) -> str:
    return ENDINGS.get(part.stored_file.container if part.stored_file else "", "csv")


def part_stem(part: Part) -> str:
    """The part's name without an ending: what its rows are of, unless they are comments, and a
    number where there are several such files."""
    window = part.window
    alike = [one.pk for one in window.parts.all() if one.data_set == part.data_set]
    what = "" if part.data_set == DataSet.COMMENTS else f"_{part.data_set}"
    number = f"_file-{alike.index(part.pk) + 1:02}-of-{len(alike):02}" if len(alike) > 1 else ""
    return f"{prefix(window.export)}{kind_of(window.export).story.stem([window])}{what}{number}"


def distinct_stems(windows: Sequence[Window]) -> dict[int, str]:
    """The stem of each kept part, by its key; in one folder none of them hides another.

    Sites with similar names come to the same one, and so do halves of a day.
    """
    stems: dict[int, str] = {}
    taken = set[str]()
    for number, (part, _) in enumerate(kept_parts(windows), start=1):
        stem = part_stem(part)
        stems[part.pk] = f"{stem}_no-{number:02}" if stem in taken else stem
        taken.add(stem)
    return stems


def in_bundle(windows: Sequence[Window]) -> dict[int, str]:
    """Where each kept part lies among everything, by its key."""
    stems = distinct_stems(windows)
    return {part.pk: f"parts/{stems[part.pk]}.{_ending(part)}" for part, _ in kept_parts(windows)}


def prefix(export: Export) -> str:
    """What each file of an export begins with: whose data it is."""
    return f"{kind_of(export).vendor.lower()}_"


def slug(name: str) -> str:
    """Letters of any script; two of them are short enough for a name of 255 bytes."""
    short = re.sub(r"[\W_]+", "-", name.casefold())[:40].encode()[:80].decode(errors="ignore")
    return short.strip("-") or "site"
