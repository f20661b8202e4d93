"""After the killing: what was promised, looked up in rows, files and the vendor's own books."""

import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from exports import storage
from exports.models import OPEN_STATES, Export, ExportState, StoredFile, Window, WindowState
from exports.tasks import sweep
from providers.openweb.data_sets import DataSet
from providers.openweb.files import records
from tests.chaos.board import Board
from tests.chaos.books import books_of, moment_of
from tests.chaos.people import Crowd, counts, patient
from tests.chaos.vendor import Vendor
from tests.chaos.victims import Hunter

PATIENCE = 600
SECONDS_BETWEEN_NOTES = 2.0


class Ledger:
    """What was once stored, as it was then: nobody may write to it any more."""

    def __init__(self) -> None:
        self.rows: dict[int, Any] = {}
        self.next_at = 0.0

    def note(self) -> None:
        if time.monotonic() < self.next_at:
            return
        self.next_at = time.monotonic() + SECONDS_BETWEEN_NOTES
        with patient():
            stored = Window.objects.filter(state=WindowState.STORED).exclude(pk__in=self.rows)
            self.rows.update((window.pk, _row(window)) for window in stored)

    def changed(self) -> Iterator[str]:
        for window in Window.objects.filter(pk__in=self.rows):
            if _row(window) != self.rows[window.pk]:
                yield f"Part {window.pk} of export {window.export_id} was written to after its end."


def _row(window: Window) -> tuple[Any, ...]:
    own = Window.objects.filter(pk=window.pk).values().get()
    return own, list(window.parts.values())


def settle(crowd: Crowd, board: Board) -> list[str]:
    """Wait until all has ended; then ask again for what failed, until all is there."""
    for _ in range(3):
        if not _all_ended(crowd, board):
            return [_still_open(export) for export in Export.objects.all() if export.is_open]
        board.say(f"All have ended: {dict(counts())}. {_reasons()}")
        if not crowd.retry_all():
            return []
    return [f"Export {export.pk} came to no good: {export.state}" for export in _not_ready()]


def _all_ended(crowd: Crowd, board: Board) -> bool:
    ends = time.monotonic() + PATIENCE
    while not (found := counts()) or found.keys() & set(OPEN_STATES):
        if time.monotonic() > ends:
            return False
        crowd.mend_keys()
        board.show(found)
        time.sleep(1)
    return True


def _not_ready() -> Iterator[Export]:
    return Export.objects.exclude(state=ExportState.READY).iterator()


def _still_open(export: Export) -> str:
    stuck = export.windows.exclude(state=WindowState.STORED).values_list(
        "state", "last_answer", "due_at", "lease_token", "lost_owners"
    )
    return f"Export {export.pk} is still {export.state}: {list(stuck)}"


def _reasons() -> str:
    failed = Window.objects.filter(state=WindowState.FAILED).values_list("message", flat=True)
    return "; ".join(f"{number} × {why}" for why, number in Counter(failed).most_common())


def all_promises(vendor: Vendor, hunter: Hunter, ledger: Ledger) -> Iterator[str]:
    """Each that was broken, as a sentence."""
    sweep()
    yield from ledger.changed()
    yield from _truth(vendor)
    yield from _files()
    yield from _spool()
    yield from books_of(vendor, hunter).wrong()


def _truth(vendor: Vendor) -> Iterator[str]:
    for window in Window.objects.filter(state=WindowState.STORED).iterator():
        ours = sorted(_ids_in(window))
        ends = (moment_of(window.since), moment_of(window.to))
        if ours != sorted(vendor.ids(window.spot_id, *ends)):
            yield f"Part {window.pk} of export {window.export_id} does not hold the truth."
        if len(ours) != window.received_rows:
            yield f"Part {window.pk} says {window.received_rows} rows and has {len(ours)}."


def _ids_in(window: Window) -> Iterator[str]:
    several = window.api is not None and window.api.several_data_sets
    for part in window.parts.filter(data_set=DataSet.COMMENTS):
        assert part.stored_file
        for record in records(storage.local_path(part.stored_file), several_data_sets=several):
            yield record.id


def _files() -> Iterator[str]:
    for file in StoredFile.objects.iterator():
        path = storage.local_path(file)
        if not path.exists():
            yield f"{file.storage_key} has a row and no bytes."
        elif hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
            yield f"{file.storage_key} is not what its row says."


def _spool() -> Iterator[str]:
    for folder in Path(settings.SPOOL_DIR).glob("*"):
        yield f"{folder.name} was left in the spool."
