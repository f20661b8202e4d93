"""A worker that may sleep, die or come late between claiming a window and writing what it knows."""

import hashlib
import uuid
from pathlib import Path

from django.utils import timezone

from credentials.models import KeyState
from exports import moves, runner
from exports.models import Part, Window, WindowState
from exports.moves import Answer, Brought, CancelWanted, KeyLooked, OwnerLost, Polled, Requested
from exports.runner import bulk
from exports.runner.vendor import can_ask
from exports.services import files, turns, windows
from exports.services.files import Fetched
from jobs.services import LOST_OWNERS_LIMIT, Lease
from providers.errors import KeyRefused
from tests.exports.machine.answers import KEPT


class Worker:
    """Knows its window as it was when it took it, however long ago that is."""

    def __init__(self, lease: Lease, folder: Path) -> None:
        self.lease, self.folder = lease, folder
        self.window = Window.objects.select_related("export", "site").get(pk=lease.pk)
        self.parts = self._matched() if self.state == WindowState.DOWNLOADING else []

    @property
    def state(self) -> WindowState:
        return WindowState(self.window.state)

    @property
    def is_owner(self) -> bool:
        return self.lease.row().exists()

    def write(self, answer: Answer) -> bool:
        """What exports.runner.step does once it has the answer; False: it goes on with the row.

        Raises LeaseLost, Export.DoesNotExist.
        """
        if self.lease.lost_owners >= LOST_OWNERS_LIMIT:
            runner.give_up(self.lease)
        elif self.window.export.cancel_requested_at:
            self._apply(CancelWanted())
        elif self.state == WindowState.WAITING:
            return not turns.begin(self.lease, self.window)
        elif self.state == WindowState.HELD:
            self._apply(KeyLooked(can_ask(self.window)))
        elif isinstance(answer, Brought):
            self._publish(answer)
        else:
            self._hear(answer)
        return True

    def _hear(self, answer: Answer) -> None:
        if self.state == WindowState.REQUESTING and self.lease.lost_owners:
            windows.keep(self.lease, self.window, OwnerLost())
        if isinstance(answer, OwnerLost):
            answer = Requested("id-2")
        if isinstance(getattr(answer, "answer", None), KeyRefused) and self.window.site:
            self.window.site.keys.update(state=KeyState.REFUSED)
        if isinstance(answer, Polled):
            answer = Polled(answer.answer, answer.others_answered and self._is_late())
        self._apply(answer)

    def _is_late(self) -> bool:
        return self.window.deadline_at is not None and timezone.now() >= self.window.deadline_at

    def _matched(self) -> list[Part]:
        """OpenWeb links to none, one or two files of a window, each time to the same."""
        links = [f"https://files.example/{number}" for number in range(self.window.pk % 3)]
        return [part for part, _ in files.match_parts(self.lease, self.window, links)]

    def _publish(self, answer: Brought) -> None:
        """Files with bytes of their own, or with such as are known."""
        fetched = [
            self._fetched(part, rows)
            for part, rows in zip(self.parts, answer.counts["rows"], strict=False)
        ]
        rows = sum(one.rows for one in fetched)
        counts = {"received_rows": rows, "stored_at": timezone.now(), "grade": KEPT.grade}
        move = moves.decide(self.window, Brought(counts, KEPT), timezone.now())
        bulk.publish(self.lease, self.window, fetched, move)

    def _fetched(self, part: Part, rows: int) -> Fetched:
        path = self.folder / uuid.uuid4().hex
        path.write_bytes(f"{rows} rows".encode())
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        return Fetched(part, path, sha256, "csv", rows)

    def _apply(self, answer: Answer) -> None:
        windows.apply(self.lease, self.window, moves.decide(self.window, answer, timezone.now()))
