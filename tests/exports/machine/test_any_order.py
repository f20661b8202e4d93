"""Workers, people, keys and time in any order, with the real services and a real database.

Whatever happens: nothing is written late, nothing half is published, nothing is forgotten, and
once somebody works and time passes, everything ends.
"""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import cast

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from credentials.models import KeyState, Site
from exports.models import OPEN_WINDOW_STATES, Export, SpotQueue, StoredFile, Window, WindowState
from exports.moves import Answer, Brought
from exports.services import Refused, cancel, delete, release_held, retry, start
from exports.tasks import sweep
from jobs import services as jobs
from jobs.models import Lane
from jobs.services import LeaseLost
from tests.exports.machine import truths
from tests.exports.machine.answers import BY_STATE, KEPT, missed
from tests.exports.machine.workers import Worker
from tests.exports.rows import make_site, order

BEGUN = datetime(2026, 4, 10, 12, tzinfo=UTC)
MINUTES = (0, 1, 1, 5, 200, 13 * 60, 8 * 24 * 60)
MOST_STEPS = 1500

# How many files OpenWeb links to, and the rows of each; equal numbers are equal files.
brought = st.lists(st.integers(0, 3), max_size=3).map(
    lambda rows: Brought({"files": len(rows), "rows": rows}, KEPT)
)
ANSWERS = {**BY_STATE, WindowState.DOWNLOADING: st.one_of(brought, missed)}


class AnyOrder(RuleBasedStateMachine):
    """Two spots: one with a site of v1 and one of v2, one with a site of v4."""

    def __init__(self, person: User, folder: Path) -> None:
        super().__init__()
        self.person, self.folder = person, folder
        self.workers: list[Worker] = []
        self.asked: dict[int, tuple[datetime, datetime]] = {}
        self.traveller = time_machine.travel(BEGUN, tick=False)
        self.clock = self.traveller.start()
        self.sites = [
            make_site("First", "sp_One"),
            make_site("Second", "sp_One", generation="v2", longest_hours=2),
            make_site("Third", "sp_Two", generation="v4"),
        ]

    @initialize(
        habits=st.fixed_dictionaries(
            {state: st.lists(answer, min_size=1, max_size=3) for state, answer in ANSWERS.items()}
        )
    )
    def two_begin(self, habits: dict[WindowState, list[Answer]]) -> None:
        """`habits`: what OpenWeb says in the end, over and over."""
        self.habits = habits
        for site in (0, 1):
            self.somebody_asks(site, hours=3)

    @rule(site=st.integers(0, 2), hours=st.integers(1, 5))
    def somebody_asks(self, site: int, hours: int) -> None:
        day = datetime(2026, 3, 1)
        asked = (day, day + timedelta(hours=hours))
        export, _ = start(order(self.sites[site], days=asked, zone="UTC"), self.person)
        self.asked[export.pk] = (asked[0].replace(tzinfo=UTC), asked[1].replace(tzinfo=UTC))

    @precondition(lambda self: len(self.workers) < 4)
    @rule()
    def a_worker_claims(self) -> None:
        if lease := jobs.claim(Lane.FAST) or jobs.claim(Lane.BULK):
            self.workers.append(Worker(lease, self.folder))

    @precondition(lambda self: self.workers)
    @rule(data=st.data())
    def one_that_is_frozen_is_replaced_and_wakes_up(self, data: st.DataObject) -> None:
        """Its successor may have written by then, or may only be about to."""
        frozen = self.workers.pop(data.draw(st.integers(0, len(self.workers) - 1)))
        self.clock.shift(timedelta(minutes=1))
        if lease := jobs.claim_row(frozen.window):
            successor = Worker(lease, self.folder)
            if data.draw(st.booleans()):
                self.answer(successor, data)
            else:
                self.workers.append(successor)
        self.answer(frozen, data)

    @precondition(lambda self: self.workers)
    @rule(data=st.data())
    def a_worker_writes(self, data: st.DataObject) -> None:
        self.answer(self.workers.pop(data.draw(st.integers(0, len(self.workers) - 1))), data)

    def answer(self, worker: Worker, data: st.DataObject) -> None:
        if worker.state in ANSWERS:
            self.write(worker, data.draw(ANSWERS[worker.state]))

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

    @precondition(lambda self: self.workers)
    @rule(data=st.data(), how=st.sampled_from(("killed", "crashed", "stopped")))
    def a_worker_ends_over_it(self, data: st.DataObject, how: str) -> None:
        lease = self.workers.pop(data.draw(st.integers(0, len(self.workers) - 1))).lease
        if how == "crashed":
            jobs.release_after_crash(lease)
        if how == "stopped":
            jobs.release(lease, due_at=timezone.now())

    @precondition(lambda self: self.workers)
    @rule(data=st.data())
    def a_worker_renews_its_lease(self, data: st.DataObject) -> None:
        worker = data.draw(st.sampled_from(self.workers))
        if worker.is_owner:
            jobs.renew(worker.lease)

    @rule(minutes=st.sampled_from(MINUTES))
    def time_passes(self, minutes: int) -> None:
        self.clock.shift(timedelta(minutes=minutes))

    @rule(do=st.sampled_from((cancel, cancel, retry, retry, delete)), number=st.integers(0, 3))
    def somebody_acts(self, do, number: int) -> None:
        exports = list(Export.objects.order_by("pk"))
        try:
            if exports:
                do(exports[number % len(exports)], self.person)
        except Refused:
            return

    @rule(site=st.integers(0, 2))
    def an_admin_mends_the_key(self, site: int) -> None:
        self.mend(self.sites[site])

    def mend(self, site: Site) -> None:
        site.keys.update(state=KeyState.UNPROVEN)
        release_held(site)

    @rule()
    def the_sweeper_comes(self) -> None:
        sweep()

    @invariant()
    def all_is_as_it_must_be(self) -> None:
        truths.exports_say_what_their_parts_say()
        truths.parts_of_an_export_are_its_whole_range(self.asked)
        truths.whatever_is_open_will_be_looked_at()
        truths.nobody_waits_for_a_turn_that_is_free()
        truths.files_are_whole_or_not_there()
        truths.each_file_has_its_row_and_each_row_its_file()

    def teardown(self) -> None:
        try:
            if hasattr(self, "habits"):
                self.work_until_all_has_ended()
        finally:
            self.traveller.stop()
            Export.objects.all().delete()
            StoredFile.objects.all().delete()
            SpotQueue.objects.all().delete()
            Site.objects.all().delete()
            for path in truths.stored_paths():
                default_storage.delete(path)

    def work_until_all_has_ended(self) -> None:
        """One worker that comes whenever something is due, and OpenWeb with its habits."""
        for step in range(MOST_STEPS):
            open_ones = Window.objects.filter(state__in=OPEN_WINDOW_STATES)
            if not open_ones.exists():
                break
            lease = jobs.claim(Lane.FAST) or jobs.claim(Lane.BULK)
            if lease:
                self.work(Worker(lease, self.folder), step)
            else:
                dues = [at for at in open_ones.values_list("due_at", flat=True) if at]
                assert dues, list(open_ones.values_list("pk", "state", "lost_owners"))
                self.clock.move_to(max(min(dues), timezone.now()) + timedelta(hours=2))
        assert not Window.objects.filter(state__in=OPEN_WINDOW_STATES).exists()
        self.all_is_as_it_must_be()

    def work(self, worker: Worker, step: int) -> None:
        while True:
            habits = self.habits[worker.state]
            if worker.write(habits[step % len(habits)]):
                break


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.SPOOL_DIR = tmp_path / "spool"
    settings.SPOT_TURNS = 2
    files = {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path / "kept")}}
    settings.STORAGES = {**settings.STORAGES, "default": files}
    return tmp_path


def run(person: User, folder: Path, examples: int) -> None:
    run_state_machine_as_test(
        cast("type[AnyOrder]", partial(AnyOrder, person, folder)),
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            phases=set(Phase) - {Phase.shrink},
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db(transaction=True)
def test_in_any_order_everything_ends_and_nothing_is_lost(ana, folder):
    run(ana, folder, examples=15)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_in_many_orders_everything_ends_and_nothing_is_lost(ana, folder):
    run(ana, folder, examples=60)
