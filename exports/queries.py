"""What a person may see of exports: every list, page, search, count and file starts here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Aggregate,
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce

from accounts.models import Right, User
from credentials.models import Site
from credentials.queries import sites_visible_to, tenants_visible_to
from exports.kinds import hidden_from
from exports.models import Export, ExportState, Grade, Part, StoredFile, Watch, Window, WindowState
from providers.openweb.data_sets import DataSet


def exports_visible_to(user: User) -> QuerySet[Export]:
    """Exports all of whose connections this person may see.

    What is left of a deleted one is seen by those who asked for it and by those who manage them.
    """
    exports = Export.objects.exclude(kind__in=hidden_from(user))
    if user.may(Right.MANAGE_KEYS):
        return exports
    least = Coalesce(_least_visible(user), GONE)
    needed = Case(When(requested_by=user, then=GONE), default=SEEN)
    return exports.alias(least=least).filter(least__gte=needed)


def of_visible_export(user: User) -> Exists:
    """For rows that hang on an export: whether `user` may see it, looked at for each of them."""
    return Exists(exports_visible_to(user).filter(pk=OuterRef("export")))


HIDDEN, GONE, SEEN = range(3)  # how much of a window's connection somebody may see


def _least_visible(user: User) -> Subquery:
    """Of an export's windows. One number an export: of an EXISTS each, a database may look through
    all windows there are before it comes to the first export."""
    seen = Q(site__in=sites_visible_to(user)) | Q(tenant__in=tenants_visible_to(user))
    gone = Q(site=None, tenant=None)
    visible = Case(When(seen, then=SEEN), When(gone, then=GONE), default=HIDDEN)
    windows = Window.objects.filter(export=OuterRef("pk")).order_by()
    return Subquery(windows.values("export").annotate(least=Min(visible)).values("least"))


def with_totals(exports: QuerySet[Export]) -> QuerySet[Export]:
    """Adds `rows`, `size` (bytes), `windows_done` and `windows_total`, each by its own subquery."""
    windows = Window.objects.standing().filter(export=OuterRef("pk"))
    parts = Part.objects.filter(window__export=OuterRef("pk"))
    stored = windows.filter(state=WindowState.STORED)
    return exports.annotate(
        rows=_total(windows, "export", Sum("received_rows")),
        size=_total(parts, "window__export", Sum("stored_file__size")),
        windows_done=_total(stored, "export", Count("pk")),
        windows_total=_total(windows, "export", Count("pk")),
    )


def _total(rows: QuerySet[Any], group: str, number: Aggregate) -> Coalesce:
    grouped = rows.order_by().values(group).annotate(number=number).values("number")
    return Coalesce(Subquery(grouped, output_field=BigIntegerField()), 0)


def startable_sites(user: User) -> QuerySet[Site]:
    """Active sites this person may see, each with its keys at hand."""
    return sites_visible_to(user).filter(is_active=True).prefetch_related("keys").order_by("name")


def last_used_sites(user: User) -> list[int]:
    """Ids of the sites of this person's latest export at sites."""
    at_sites = Export.objects.filter(requested_by=user, request__has_key="sites")
    latest = at_sites.first()
    return list(latest.request["sites"]) if latest else []


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


def kept_twins(wanted: Iterable[Window], person: User | None) -> dict[int, Window]:
    """For windows not yet made: the newest stored one with the same site, spot, API and range.

    By their index in `wanted`. Only whole ones whose files are all there, of exports that `person`
    may see; None, the command line, sees all.
    """
    asked = list(wanted)
    ranged = [window for window in asked if window.since and window.to]
    if not ranged:
        return {}
    stored = Window.objects.filter(
        state=WindowState.STORED,
        spot_id__in={window.connection.vendor_id for window in ranged if window.connection},
        since__gte=min(window.since for window in ranged if window.since),
        # The end alone would have a database look at all that came after the beginning.
        since__lt=max(window.to for window in ranged if window.to),
        to__lte=max(window.to for window in ranged if window.to),
        taken_from=None,
    ).exclude(grade=Grade.INCOMPLETE)
    removed = Part.objects.filter(window=OuterRef("pk"), stored_file__removed_at__isnull=False)
    stored = stored.filter(~Exists(removed), export__files_removed_at=None)
    if person:
        stored = stored.filter(of_visible_export(person))
    found = {
        _twin_key(window, window.spot_id, window.vendor_zone): window
        for window in stored.order_by("stored_at")
    }
    keys = (
        (index, _twin_key(window, place.vendor_id, place.vendor_zone))
        for index, window in enumerate(asked)
        if (place := window.connection)
    )
    return {index: found[key] for index, key in keys if key in found}


def _twin_key(window: Window, spot_id: str, vendor_zone: str) -> tuple[object, ...]:
    """Sites move to other spots, and admins correct OpenWeb's zone: then the same days were asked
    for elsewhere, or as other moments."""
    place = (window.site_id, spot_id, vendor_zone, window.generation)
    return (*place, window.since, window.to, window.post_id)


def files_of(export: Export) -> QuerySet[Part]:
    """The export's files in the order of its days, each with its window and stored bytes."""
    return (
        Part.objects.filter(window__export=export, stored_file__isnull=False)
        .select_related("window__site", "window__export", "stored_file")
        .prefetch_related("window__parts")
        .order_by("window__position", "window__since", "position")
    )


def windows_with_files(export: Export) -> list[Window]:
    """The export's windows in their order, each with its parts and their stored bytes at hand."""
    parts = Part.objects.select_related("stored_file").order_by("position")
    windows = export.windows.standing().select_related("taken_from")
    return list(windows.prefetch_related(Prefetch("parts", parts)))


def kept_parts(windows: Iterable[Window]) -> Iterator[tuple[Part, StoredFile]]:
    """The parts whose bytes are still there, of windows that have them at hand."""
    for window in windows:
        for part in window.parts.all():
            if part.stored_file and not part.stored_file.removed_at:
                yield part, part.stored_file


def kept_files(export: Export) -> QuerySet[StoredFile]:
    """Files of the export whose bytes are still there."""
    return StoredFile.objects.filter(
        parts__window__export=export, removed_at__isnull=True
    ).distinct()


def newer_copy(export: Export) -> Export | None:
    """The export that brought this one up to date, or is about to; its newest, of several."""
    failed = (ExportState.FAILED, ExportState.CANCELLED)
    return export.updates.exclude(state__in=failed).first()


def watch_of(export: Export) -> Watch | None:
    """The watch that goes on from this export, else the last one that did."""
    return export.watches.order_by(F("ended_at").desc(nulls_first=True)).first()


def last_event_id(export: Export) -> int:
    return export.events.aggregate(last=Max("pk"))["last"] or 0
