"""Workers, people, keys and time in any order, with the real services and a real database.

Whatever happens: nothing is written late, nothing half is published, nothing is forgotten, and
once somebody works and time passes, everything ends.
"""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import cast

import pytest
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
from credentials.models import KeyState
from exports.models import Export, WindowState
from exports.moves import Answer, Brought, Polled, Requested, TurnCame
from exports.services import Refused, cancel, delete, release_held, retry
from exports.tasks import sweep
from jobs import services as jobs
from providers.openweb.generations import ExportStatus
from tests.exports.machine.answers import BY_STATE, KEPT, missed, ready
from tests.exports.machine.workers import Worker
from tests.exports.machine.world import World

MINUTES = (0, 1, 1, 5, 200, 13 * 60, 8 * 24 * 60)
MOST_STEPS = 1500
BUILT = Polled(ExportStatus("Done", done=True, links=("https://files.example/0",)))

# The rows of each file that OpenWeb links to; equal numbers are equal files.
brought = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(
    lambda rows: Brought({"rows": rows}, KEPT)
)
# What goes well is likelier, or few windows would come far.
ANSWERS = {
    **BY_STATE,
    WindowState.REQUESTING: st.one_of(st.just(Requested("id-1")), BY_STATE[WindowState.REQUESTING]),
    WindowState.PROCESSING: st.one_of(
        st.builds(Polled, ready), st.builds(Polled, ready), BY_STATE[WindowState.PROCESSING]
    ),
    WindowState.DOWNLOADING: st.one_of(brought, missed),
}


class AnyOrder(RuleBasedStateMachine):
    def __init__(self, person: User, folder: Path) -> None:
        super().__init__()
        self.world = World(person, folder)

    @initialize(
        habits=st.fixed_dictionaries(
            {state: st.lists(answer, min_size=1, max_size=3) for state, answer in ANSWERS.items()}
        )
    )
    def two_begin(self, habits: dict[WindowState, list[Answer]]) -> None:
        """One is built already. `habits`: what OpenWeb says in the end, over and over."""
        self.habits = habits
        self.world.ask(0, hours=3)
        for answer in (TurnCame(), Requested("id-1"), BUILT):
            worker = self.world.workers.pop() if self.world.workers else self.world.worker()
            assert worker
            self.world.write(worker, answer)
        self.world.ask(1, hours=3)

    @precondition(lambda self: len(self.world.asked) < 5)
    @rule(site=st.integers(0, 2), hours=st.integers(1, 5))
    def somebody_asks(self, site: int, hours: int) -> None:
        self.world.ask(site, hours)

    @rule(data=st.data())
    def a_worker_makes_a_step(self, data: st.DataObject) -> None:
        if worker := self.world.worker():
            self.answer(worker, data)

    @rule(data=st.data())
    def a_worker_is_frozen_replaced_and_wakes_up(self, data: st.DataObject) -> None:
        """Its successor has written by then, or is only about to."""
        if frozen := self.world.worker():
            if successor := self.world.successor(frozen):
                if data.draw(st.booleans()):
                    self.answer(successor, data)
                else:
                    self.world.workers.append(successor)
            self.answer(frozen, data)

    @precondition(lambda self: len(self.world.workers) < 4)
    @rule()
    def a_worker_claims(self) -> None:
        if worker := self.world.worker():
            self.world.workers.append(worker)

    @precondition(lambda self: self.world.workers)
    @rule(data=st.data())
    def a_worker_writes(self, data: st.DataObject) -> None:
        self.answer(self.one_of_the_workers(data), data)

    def one_of_the_workers(self, data: st.DataObject) -> Worker:
        return self.world.workers.pop(data.draw(st.integers(0, len(self.world.workers) - 1)))

    def answer(self, worker: Worker, data: st.DataObject) -> None:
        if worker.state in ANSWERS:
            self.world.write(worker, data.draw(ANSWERS[worker.state]))

    @precondition(lambda self: self.world.workers)
    @rule(data=st.data(), how=st.sampled_from(("killed", "crashed", "stopped")))
    def a_worker_ends_over_it(self, data: st.DataObject, how: str) -> None:
        lease = self.one_of_the_workers(data).lease
        if how == "crashed":
            jobs.release_after_crash(lease)
        if how == "stopped":
            jobs.release(lease, due_at=timezone.now())

    @precondition(lambda self: self.world.workers)
    @rule(data=st.data())
    def a_worker_renews_its_lease(self, data: st.DataObject) -> None:
        worker = data.draw(st.sampled_from(self.world.workers))
        if worker.is_owner:
            jobs.renew(worker.lease)

    @rule(minutes=st.sampled_from(MINUTES))
    def time_passes_and_the_sweeper_comes(self, minutes: int) -> None:
        self.world.clock.shift(timedelta(minutes=minutes))
        sweep()

    @rule(do=st.sampled_from((cancel, cancel, retry, retry, delete)), number=st.integers(0, 3))
    def somebody_acts(self, do, number: int) -> None:
        exports = list(Export.objects.order_by("pk"))
        try:
            if exports:
                do(exports[number % len(exports)], self.world.person)
        except Refused:
            return

    @rule(number=st.integers(0, 2))
    def an_admin_mends_the_key(self, number: int) -> None:
        site = self.world.sites[number]
        site.keys.update(state=KeyState.UNPROVEN)
        release_held(site)

    @invariant()
    def all_is_as_it_must_be(self) -> None:
        self.world.check()

    def teardown(self) -> None:
        try:
            if hasattr(self, "habits"):
                self.work_until_all_has_ended()
        finally:
            self.world.end()

    def work_until_all_has_ended(self) -> None:
        """One worker that comes some time after something is due, and OpenWeb with its habits."""
        self.world.workers.clear()
        for step in range(MOST_STEPS):
            if not self.world.open_ones():
                break
            assert self.world.wait(late=timedelta(hours=2)), self.world.open_ones()
            while worker := self.world.due_worker():
                self.work(worker, step)
        assert not self.world.open_ones()
        self.world.check()

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
            stateful_step_count=40,
            deadline=None,
            phases=set(Phase) - {Phase.shrink},
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db(transaction=True)
def test_in_any_order_everything_ends_and_nothing_is_lost(ana, folder):
    run(ana, folder, examples=5)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_in_many_orders_everything_ends_and_nothing_is_lost(ana, folder):
    run(ana, folder, examples=60)
