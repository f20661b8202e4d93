"""What must be true of all rows and files at every moment, whatever happened before."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from django.core.files.storage import default_storage

from exports.kinds import kind_of
from exports.models import (
    OPEN_WINDOW_STATES,
    Event,
    Export,
    ExportState,
    Part,
    PartState,
    StoredFile,
    Window,
    WindowState,
)
from exports.services.spots import turns_of

ENDED = (WindowState.STORED, WindowState.SPLIT, WindowState.FAILED, WindowState.CANCELLED)


def everything() -> list[object]:
    """All that a late writer could have changed."""
    rows = [
        list(model.objects.order_by("pk").values())
        for model in (Export, Window, Part, StoredFile, Event)
    ]
    return [*rows, sorted(stored_paths())]


def stored_paths() -> Iterable[str]:
    root = Path(default_storage.path(""))
    return (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def exports_say_what_their_parts_say() -> None:
    for export in Export.objects.all():
        states = set(export.windows.standing().values_list("state", flat=True))
        is_open = bool(states & set(OPEN_WINDOW_STATES))
        assert export.is_open == is_open, (export.state, states)
        assert (export.finished_at is None) == is_open
        if not is_open:
            assert export.state == _end(export, states), (export.state, states)


def _end(export: Export, states: set[str]) -> ExportState:
    if export.cancel_requested_at:
        return ExportState.CANCELLED
    if states == {WindowState.STORED}:
        return ExportState.READY
    return ExportState.INCOMPLETE if WindowState.STORED in states else ExportState.FAILED


def parts_of_an_export_are_its_whole_range(asked: dict[int, tuple[datetime, datetime]]) -> None:
    for export in Export.objects.all():
        ends = list(export.windows.standing().order_by("since").values_list("since", "to"))
        assert (ends[0][0], ends[-1][1]) == asked[export.pk]
        assert all(one[1] == following[0] for one, following in pairwise(ends))


def whatever_is_open_will_be_looked_at() -> None:
    for window in Window.objects.all():
        if window.state in ENDED:
            assert (window.due_at, window.deadline_at, window.lease_token) == (None, None, None)
        elif window.state != WindowState.WAITING:
            assert window.due_at is not None, window.state
            assert window.deadline_at is not None, window.state


def nobody_waits_for_a_turn_that_is_free() -> None:
    waiting = Window.objects.filter(state=WindowState.WAITING).select_related("export")
    for spot_id in set(waiting.values_list("spot_id", flat=True)):
        at_spot = Window.objects.filter(spot_id=spot_id)
        kind = kind_of(waiting.filter(spot_id=spot_id)[0].export)
        free = turns_of(kind, spot_id) - at_spot.filter(state__in=kind.busy).count()
        awake = waiting.filter(spot_id=spot_id, due_at__isnull=False)
        assert free <= 0 or awake.exists(), f"all of {spot_id} sleep, and {free} turns are free"


def files_are_whole_or_not_there() -> None:
    for window in Window.objects.prefetch_related("parts"):
        parts = window.parts.all()
        if window.state == WindowState.STORED:
            assert all(part.state == PartState.STORED for part in parts)
            assert window.received_rows == sum(part.rows for part in parts)
        else:
            assert not any(part.stored_file_id for part in parts)
        if window.state in (WindowState.WAITING, WindowState.SPLIT):
            assert not parts, "files of an export that is not asked for any more"


def each_file_has_its_row_and_each_row_its_file() -> None:
    keys = dict(StoredFile.objects.values_list("storage_key", "sha256"))
    assert sorted(stored_paths()) == sorted(keys)
    for key, sha256 in keys.items():
        with default_storage.open(key) as file:
            assert hashlib.sha256(file.read()).hexdigest() == sha256
