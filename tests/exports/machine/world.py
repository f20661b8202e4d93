"""The clock, the workers, the sites of one run; each write in it is checked against the fence."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from credentials.models import Site
from exports.models import OPEN_WINDOW_STATES, Export, SpotQueue, StoredFile, Window
from exports.moves import Answer
from exports.services import start
from jobs import services as jobs
from jobs.models import Lane
from jobs.services import LeaseLost
from tests.exports.machine import truths
from tests.exports.machine.workers import Worker
from tests.exports.rows import make_site, order

BEGUN = datetime(2026, 4, 10, 12, tzinfo=UTC)


class World:
    """Two spots: one with a site of v1 and one of v2, one with a site of v4."""

    def __init__(self, person: User, folder: Path) -> None:
        self.person, self.folder = person, folder
        self.workers: list[Worker] = []
        self.asked: dict[int, tuple[datetime, datetime]] = {}
        self._traveller = time_machine.travel(BEGUN, tick=False)
        self.clock = self._traveller.start()
        self.sites = [
            make_site("First", "sp_One"),
            make_site("Second", "sp_One", generation="v2", longest_hours=2),
            make_site("Third", "sp_Two", generation="v4"),
        ]

    def ask(self, site: int, hours: int) -> None:
        day = datetime(2026, 3, 1)
        asked = (day, day + timedelta(hours=hours))
        export, _ = start(order(self.sites[site], days=asked, zone="UTC"), self.person)
        self.asked[export.pk] = (asked[0].replace(tzinfo=UTC), asked[1].replace(tzinfo=UTC))

    def worker(self) -> Worker | None:
        """One that has taken what is due, or what will be next when nothing is."""
        return self.due_worker() or (self.due_worker() if self.wait() else None)

    def due_worker(self) -> Worker | None:
        lease = jobs.claim(Lane.FAST) or jobs.claim(Lane.BULK)
        return Worker(lease, self.folder) if lease else None

    def successor(self, frozen: Worker) -> Worker | None:
        """Another worker with the same window, a minute later; None when there is nothing to do."""
        self.clock.shift(timedelta(minutes=1))
        lease = jobs.claim_row(frozen.window)
        return Worker(lease, self.folder) if lease else None

    def wait(self, late: timedelta = timedelta()) -> bool:
        """Until something is due; False when nothing ever will be."""
        rows = Window.objects.exclude(due_at=None).values_list("due_at", flat=True)
        dues = [due for due in rows if due]
        if dues:
            self.clock.move_to(max(min(dues), timezone.now()) + late)
        return bool(dues)

    def write(self, worker: Worker, answer: Answer) -> None:
        """An owner's write counts; anybody else's changes nothing at all."""
        was_owner, before = worker.is_owner, truths.everything()
        try:
            goes_on = not worker.write(answer)
        except (LeaseLost, Export.DoesNotExist, Window.DoesNotExist):
            assert not was_owner
            goes_on = False
        if not was_owner:
            assert truths.everything() == before
        if goes_on:
            self.workers.append(worker)

    def check(self) -> None:
        truths.exports_say_what_their_parts_say()
        truths.parts_of_an_export_are_its_whole_range(self.asked)
        truths.whatever_is_open_will_be_looked_at()
        truths.nobody_waits_for_a_turn_that_is_free()
        truths.files_are_whole_or_not_there()
        truths.each_file_has_its_row_and_each_row_its_file()

    @staticmethod
    def open_ones() -> list[tuple[str, int]]:
        found = Window.objects.filter(state__in=OPEN_WINDOW_STATES)
        return list(found.values_list("state", "lost_owners"))

    def end(self) -> None:
        self._traveller.stop()
        for rows in (Export, StoredFile, SpotQueue, Site):
            rows.objects.all().delete()
        for path in truths.stored_paths():
            default_storage.delete(path)
