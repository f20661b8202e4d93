"""What was fetched and is still here: files, and ranges that can be used again."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.models import User
from exports.models import Export, Grade, Part, StoredFile, Window, WindowState
from exports.queries.visible import of_visible_export


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
