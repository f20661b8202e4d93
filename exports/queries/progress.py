"""How far an export is: sums over its parts, and what happened around them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Coalesce

from exports.kinds import Kind, sharing_turns
from exports.models import (
    OPEN_WINDOW_STATES,
    Export,
    ExportState,
    Part,
    Watch,
    Window,
    WindowState,
)
from providers.openweb.data_sets import DataSet


@dataclass(frozen=True)
class Fetched:
    """What is known of one window's files; `rows` are its comments.

    `bytes_total` is None while a file's size is unknown.
    """

    files: int = 0
    stored: int = 0
    rows: int = 0
    bytes_done: int = 0
    bytes_total: int | None = None
    size: int = 0


def fetched_by_window(export: Export) -> dict[int, Fetched]:
    """What was fetched so far, by window id, in one query."""
    sums = (
        Part.objects.filter(window__export=export)
        .order_by()
        .values("window")
        .annotate(
            files=Count("pk"),
            stored=Count("stored_file"),
            total_rows=Sum("rows", filter=Q(data_set=DataSet.COMMENTS), default=0),
            done=Sum("bytes_done"),
            total=Sum("bytes_total"),
            unknown=Count("pk", filter=Q(bytes_total__isnull=True)),
            size=Coalesce(Sum("stored_file__size"), 0),
        )
    )
    return {
        row["window"]: Fetched(
            files=row["files"],
            stored=row["stored"],
            rows=row["total_rows"],
            bytes_done=row["done"],
            bytes_total=None if row["unknown"] else row["total"],
            size=row["size"],
        )
        for row in sums
    }


def others_answered(window: Window) -> bool:
    """Whether OpenWeb brought other exports of the spot to their end while this one waited."""
    others = Window.objects.filter(
        state=WindowState.STORED, spot_id=window.spot_id, stored_at__gt=window.state_since
    )
    return others.exclude(pk=window.pk).exclude(generation="").exists()


def spots_in_use(kind: Kind, spot_ids: Iterable[str]) -> set[str]:
    """Those of the spots whose turns exports of this kind would share with open ones."""
    open_ones = Window.objects.filter(
        spot_id__in=spot_ids,
        state__in=OPEN_WINDOW_STATES,
        export__kind__in=sharing_turns(kind),
    )
    return set(open_ones.order_by().values_list("spot_id", flat=True).distinct())


def newer_copy(export: Export) -> Export | None:
    """The export that brought this one up to date, or is about to; its newest, of several."""
    failed = (ExportState.FAILED, ExportState.CANCELLED)
    return export.updates.exclude(state__in=failed).first()


def watch_of(export: Export) -> Watch | None:
    """The watch that goes on from this export, else the last one that did."""
    return export.watches.order_by(F("ended_at").desc(nulls_first=True)).first()


def last_event_id(export: Export) -> int:
    return export.events.aggregate(last=Max("pk"))["last"] or 0
