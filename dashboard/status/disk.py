"""The disks of the host that serves the pages."""

import shutil
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage

from dashboard.formats import size
from dashboard.status.facts import About, Detail, Fact, Finding, Judgement

SCARCE_RESERVES = 5
SPOOL_FILES_COUNTED = 1000


class Usage(NamedTuple):
    total: int
    free: int


def fact() -> Fact:
    places = {"Data": Path(settings.DATA_DIR), "Files": Path(default_storage.path(""))}
    free = {name: _usage(place) for name, place in places.items()}
    details = [
        Detail(name, f"{size(free[name].free)} free of {size(free[name].total)} in {place}")
        for name, place in places.items()
    ]
    spool = Detail("Under way", f"{size(_spooled())} in {settings.SPOOL_DIR}")
    least = min(usage.free for usage in free.values())
    return Fact(About.DISK, "Disk", _room(least), (*details, spool))


def _room(free: int) -> Finding:
    words, reserve = f"{size(free)} free", settings.DISK_RESERVE_BYTES
    advice = "Free some: delete exports, or give DATA_DIR or STORAGE_URL a larger disk."
    if free < reserve:
        meaning = f"Nothing is downloaded: {size(reserve)} stay free for the database."
        return Finding(Judgement.BAD, words, meaning, advice)
    if free < SCARCE_RESERVES * reserve:
        meaning = f"Downloads stop when less than {size(reserve)} are left."
        return Finding(Judgement.LOOK, words, meaning, advice)
    return Finding(Judgement.GOOD, words, "There is room for files that are fetched.")


def _usage(place: Path) -> Usage:
    """Of the folder, or of the one in which it will be made."""
    existing = next(folder for folder in (place, *place.parents) if folder.exists())
    usage = shutil.disk_usage(existing)
    return Usage(usage.total, usage.free)


def _spooled() -> int:
    found = 0
    for path in islice(Path(settings.SPOOL_DIR).rglob("*"), SPOOL_FILES_COUNTED):
        with suppress(FileNotFoundError):  # workers are at it
            found += path.stat().st_size
    return found
