"""Days that were fetched before, used again: their files are kept once and held by both exports."""

from collections.abc import Mapping

from exports.models import Part, Window

TAKEN_OVER = (
    "state",
    "requested_at",
    "announced_rows",
    "received_rows",
    "duplicate_rows",
    "outside_rows",
    "first_row_at",
    "last_row_at",
    "stored_at",
    "grade",
    "findings",
)


def take_over(window: Window, stored: Window) -> None:
    """Make an unsaved window what the stored one is, with the date on which that was fetched."""
    for name in TAKEN_OVER:
        setattr(window, name, getattr(stored, name))
    window.taken_from = stored


def copy_parts(sources: Mapping[int, Window]) -> None:
    """Give each window, by its key, the parts of the one that it takes over.

    The caller holds the lock of their spots, so that no file goes meanwhile.
    """
    by_source: dict[int, list[Part]] = {}
    for part in Part.objects.filter(window__in=sources.values()):
        by_source.setdefault(part.window_id, []).append(part)
    Part.objects.bulk_create(
        _copied(part, target)
        for target, source in sources.items()
        for part in by_source.get(source.pk, ())
    )


def _copied(part: Part, window_id: int) -> Part:
    part.pk, part.window_id = None, window_id
    part._state.adding = True
    return part
