"""How long and how large, judged by what parts took at the same site before."""

import math
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from credentials.models import Site
from exports.models import OPEN_WINDOW_STATES, Part, Window, WindowState

RECENT = 20
PAST_RUNS = 3
PACE_NEEDS = 5
DAY = timedelta(days=1)
LATELY = timedelta(days=90)


@dataclass(frozen=True)
class Past:
    """The last parts of a site: how many, the median from asking to stored, and their size."""

    parts: int
    took: timedelta
    bytes_a_day: float


@dataclass(frozen=True)
class Work:
    """What is to be asked at one site: parts that together are so `long`, some at a time.

    `past` is None where nothing was fetched in this way yet.
    """

    site_name: str
    parts: int
    long: timedelta
    turns: int
    past: Past | None


@dataclass(frozen=True)
class Estimate:
    """How long and how many bytes; None where no site has a past. `free` bytes are left on disk.

    `judged_by` parts were looked at; `without_past` names the sites of which nothing is known.
    """

    takes: timedelta | None
    size: int | None
    judged_by: int
    without_past: tuple[str, ...]
    free: int | None

    @property
    def fits(self) -> bool:
        return self.size is None or self.free is None or self.size <= self.free


@dataclass(frozen=True)
class Usual:
    """How long this site's last exports took from asking to stored."""

    runs: int
    shortest: timedelta
    longest: timedelta


def estimate(works: Sequence[Work], free: int | None) -> Estimate:
    """Sites are asked side by side; at each, so many parts at a time. Pure."""
    known = [(work, work.past) for work in works if work.past]
    takes = [math.ceil(work.parts / work.turns) * past.took for work, past in known]
    sizes = [past.bytes_a_day * (work.long / DAY) for work, past in known]
    return Estimate(
        takes=max(takes, default=None),
        size=round(sum(sizes)) if known else None,
        judged_by=sum(past.parts for _, past in known),
        without_past=tuple(work.site_name for work in works if not work.past),
        free=free,
    )


def time_left(windows: Sequence[Window], now: datetime) -> timedelta | None:
    """How long the open parts take at the pace of those that were brought so far. Pure.

    None where too few were brought to tell; what was taken over from earlier took no time.
    """
    brought = [w for w in windows if w.state == WindowState.STORED and not w.taken_from_id]
    to_come = sum(window.state in OPEN_WINDOW_STATES for window in windows)
    if len(brought) < PACE_NEEDS or not to_come:
        return None
    began = min(window.requested_at or now for window in brought)
    return (now - began) / len(brought) * to_come


def past_of(site: Site) -> Past | None:
    """Of the newest parts that this site's generation brought; None when there are none."""
    parts = Part.objects.filter(window=OuterRef("pk")).order_by().values("window")
    size = Subquery(parts.annotate(size=Sum("stored_file__size")).values("size"))
    newest = _fetched([site.spot_id]).filter(generation=site.generation)
    columns = ("requested_at", "stored_at", "since", "to", "size")
    rows = list(newest.annotate(size=Coalesce(size, 0)).values_list(*columns)[:RECENT])
    if not rows:
        return None
    days = sum((to - since for _, _, since, to, _ in rows), timedelta()) / DAY
    took = median(stored - asked for asked, stored, *_ in rows)
    return Past(len(rows), took, sum(size for *_, size in rows) / days)


def usual_of(windows: Iterable[Window]) -> Usual | None:
    """How long the last ones took where OpenWeb is building one of these."""
    spots = {window.spot_id for window in windows if window.state == WindowState.PROCESSING}
    # Of several spots a database has to sort what is found; a season of it, not years.
    fetched = _fetched(spots).filter(stored_at__gt=timezone.now() - LATELY)
    times = fetched.values_list("requested_at", "stored_at")[:PAST_RUNS] if spots else ()
    took = [stored - asked for asked, stored in times if asked and stored]
    return Usual(len(took), min(took), max(took)) if took else None


def _fetched(spot_ids: Iterable[str]) -> QuerySet[Window]:
    """Ranges that were asked for and brought, the newest first: an index has this order."""
    return Window.objects.filter(
        spot_id__in=spot_ids,
        state=WindowState.STORED,
        requested_at__isnull=False,
        since__isnull=False,
        taken_from=None,
    ).order_by("-stored_at")


def free_bytes() -> int | None:
    """What files may still fill of the disk, its reserve left free; None where it is no disk."""
    try:
        folder = Path(default_storage.path(""))
    except NotImplementedError:
        return None
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    return max(shutil.disk_usage(existing).free - settings.DISK_RESERVE_BYTES, 0)
