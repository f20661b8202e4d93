"""What a person may see of exports: every list, page, search, count and file starts here."""

from exports.queries.kept import files_of, kept_files, kept_parts, kept_twins, windows_with_files
from exports.queries.progress import (
    Fetched,
    fetched_by_window,
    last_event_id,
    newer_copy,
    others_answered,
    spots_in_use,
    watch_of,
)
from exports.queries.visible import (
    exports_visible_to,
    last_used_sites,
    of_visible_export,
    startable_sites,
    with_totals,
)

__all__ = [
    "Fetched",
    "exports_visible_to",
    "fetched_by_window",
    "files_of",
    "kept_files",
    "kept_parts",
    "kept_twins",
    "last_event_id",
    "last_used_sites",
    "newer_copy",
    "of_visible_export",
    "others_answered",
    "spots_in_use",
    "startable_sites",
    "watch_of",
    "windows_with_files",
    "with_totals",
]
