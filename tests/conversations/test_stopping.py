"""A synchronisation that is stopped: between pages, by people, shutdowns and crashes."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from conversations import services
from conversations.asking import Asking
from conversations.models import Conversation, Pass, Synchronisation, SyncState
from credentials.models import Key, KeyState
from jobs import runner, stopping
from jobs.models import Lane
from jobs.services import LOST_OWNERS_LIMIT
from providers.onq.answer import Page
from providers.onq.paging import Position
from tests.conversations.conftest import SOME
from tests.conversations.syncing import asked, listed, synchronise, truth, work

pytestmark = pytest.mark.django_db(transaction=True)

FAILPOINT = "conversations.runner.failpoint"


@pytest.fixture(autouse=True)
def numbered(vendor, tenant, monkeypatch) -> None:
    """Each answer is written at once, and pages are numbers: 1, 2, 3, 4 and so on."""
    monkeypatch.setattr("conversations.services.gathering.ROWS_AT_ONCE", 1)
    vendor.configure(onq_page="number", onq_size_limit=20)


@pytest.fixture
def at_page(tenant, monkeypatch) -> Callable[[int, Callable[[], object]], Synchronisation]:
    """Lets something happen when the answer to that page has come and is not kept yet."""

    def arrange(number: int, happens: Callable[[], object]) -> Synchronisation:
        met: list[str] = []

        def reached(name: str) -> None:
            met.append(name)
            if len(met) == number:
                happens()

        monkeypatch.setattr(FAILPOINT, reached)
        services.start(tenant, None)
        runner.work(Lane.BULK)
        monkeypatch.setattr(FAILPOINT, len)
        return Synchronisation.objects.get()

    return arrange


def cancel() -> None:
    services.cancel(Synchronisation.objects.get(), None)


def take_over() -> None:
    """The worker that holds the row is taken for dead: another one may have it."""
    Synchronisation.objects.update(lease_token=None, due_at=timezone.now())


def page_asked_next(vendor, tenant, go_on: Callable[[], object]) -> int:
    before = len(asked(vendor))
    go_on()
    return asked(vendor)[before]


def test_stopped_between_pages_it_keeps_what_it_read(vendor, tenant, at_page):
    sync = at_page(3, cancel)
    assert (sync.state, sync.lease_token, sync.cancel_requested_at) == ("cancelled", None, None)
    assert Conversation.objects.count() == 60
    assert Pass.objects.get().ended_at is None
    assert not runner.work(Lane.BULK)


def test_before_it_began_it_is_stopped_without_a_request(vendor, tenant):
    services.start(tenant, None)
    cancel()
    assert work(tenant).state == SyncState.CANCELLED
    assert not asked(vendor)


def test_in_a_pause_it_is_stopped_at_once(vendor, tenant):
    vendor.arm("conversations", "status", code=503)
    services.start(tenant, None)
    runner.work(Lane.BULK)
    cancel()
    runner.work(Lane.BULK)
    assert Synchronisation.objects.get().state == SyncState.CANCELLED


def test_stopped_while_it_waits_for_an_answer_that_fails_it_does_not_pause_first(
    vendor, tenant, monkeypatch
):
    page = Asking.page

    def stopped_meanwhile(asking: Asking, position: Position) -> Page:
        cancel()
        return page(asking, position)

    monkeypatch.setattr(Asking, "page", stopped_meanwhile)
    vendor.arm("conversations", "status", code=503)
    services.start(tenant, None)
    assert runner.work(Lane.BULK) == 1
    assert Synchronisation.objects.get().state == SyncState.CANCELLED


def test_stopping_what_rests_does_nothing(tenant, ana):
    sync = synchronise(tenant)
    services.cancel(sync, ana)
    assert (sync.state, sync.cancel_requested_at) == ("resting", None)


def test_within_a_quarter_of_an_hour_it_goes_on_at_the_stored_page(vendor, tenant, at_page):
    sync = at_page(3, cancel)
    assert sync.position["page"] == 4
    assert page_asked_next(vendor, tenant, lambda: synchronise(tenant)) == 4
    sync.refresh_from_db()
    assert (sync.passes, sync.is_settled) == (2, True)
    assert [one.rows for one in Pass.objects.all()] == [SOME, SOME]
    assert listed(tenant) == truth(vendor).keys()


def test_after_longer_it_begins_anew(vendor, tenant, at_page):
    at_page(3, cancel)
    old = timezone.now() - timedelta(minutes=15, seconds=1)
    Synchronisation.objects.update(last_answer_at=old)
    assert page_asked_next(vendor, tenant, lambda: synchronise(tenant)) == 1
    assert Synchronisation.objects.get().passes == 2
    assert [one.rows for one in Pass.objects.all()] == [SOME, SOME, 60]
    assert listed(tenant) == truth(vendor).keys()


def test_a_run_that_is_due_by_itself_begins_anew(vendor, tenant, at_page):
    at_page(3, cancel)
    Synchronisation.objects.update(due_at=timezone.now())
    assert page_asked_next(vendor, tenant, lambda: runner.work(Lane.BULK)) == 1
    assert Synchronisation.objects.get().is_settled


def test_after_a_failure_it_goes_on_at_the_stored_page(vendor, tenant, at_page):
    sync = at_page(3, lambda: vendor.arm("conversations", "status", code=401, times=2))
    assert sync.state == SyncState.FAILED
    stored = sync.position["page"]
    assert stored > 3
    vendor.sandbox.faults.disarm()
    Key.objects.update(state=KeyState.UNPROVEN)
    assert page_asked_next(vendor, tenant, lambda: synchronise(tenant)) == stored
    assert listed(tenant) == truth(vendor).keys()


def test_a_shutdown_gives_it_back_and_it_goes_on_where_it_was(vendor, tenant, at_page, monkeypatch):
    sync = at_page(3, lambda: monkeypatch.setattr(stopping, "asked", lambda: True))
    assert (sync.state, sync.lease_token, sync.lost_owners) == ("running", None, 0)
    assert sync.position["page"] == 4
    assert sync.due_at <= timezone.now()
    monkeypatch.setattr(stopping, "asked", lambda: False)
    assert page_asked_next(vendor, tenant, lambda: work(tenant)) == 4
    assert [one.rows for one in Pass.objects.all()] == [SOME, SOME]


def test_a_crash_repeats_one_page_and_doubles_nothing(vendor, tenant, at_page):
    def crash() -> None:
        raise RuntimeError("a bug")

    sync = at_page(3, crash)
    assert (sync.state, sync.lost_owners, sync.position["page"]) == ("running", 1, 3)
    assert page_asked_next(vendor, tenant, lambda: work(tenant)) == 3
    assert [(one.rows, one.new) for one in Pass.objects.all()] == [(SOME, 0), (SOME, SOME)]
    assert listed(tenant) == truth(vendor).keys()


def test_an_owner_that_lost_its_lease_writes_nothing(vendor, tenant, at_page):
    sync = at_page(3, lambda: Synchronisation.objects.update(lease_token=uuid4()))
    assert (Conversation.objects.count(), sync.position["page"]) == (40, 3)
    assert (sync.state, Pass.objects.get().rows) == ("running", 40)
    take_over()
    assert work(tenant).is_settled
    assert listed(tenant) == truth(vendor).keys()


def test_an_owner_that_wakes_up_after_another_one_is_done_changes_nothing(
    vendor, tenant, at_page, caplog
):
    seen: list[object] = []

    def other_worker() -> None:
        take_over()
        runner.work(Lane.BULK)
        for model in (Synchronisation, Pass, Conversation):
            seen.append(list(model.objects.order_by("pk").values()))

    at_page(3, other_worker)
    models = (Synchronisation, Pass, Conversation)
    assert [list(model.objects.order_by("pk").values()) for model in models] == seen
    assert Synchronisation.objects.get().is_settled
    assert "a step failed" not in caplog.text


def test_a_worker_that_dies_over_it_each_time_ends_it_with_a_sentence(vendor, tenant):
    services.start(tenant, None)
    lost = {"lost_owners": LOST_OWNERS_LIMIT, "lease_token": uuid4()}
    Synchronisation.objects.update(**lost)
    runner.work(Lane.BULK)
    sync = Synchronisation.objects.get()
    assert sync.state == SyncState.FAILED
    assert "several times" in sync.trouble
    assert not asked(vendor)


def test_each_page_that_is_kept_forgives_those_that_died_before(vendor, tenant, at_page):
    Synchronisation.objects.update(lost_owners=3)
    assert at_page(3, cancel).lost_owners == 0


def test_the_next_page_is_under_way_while_one_is_written(vendor, tenant, at_page):
    at_page(3, cancel)
    assert asked(vendor) == [1, 2, 3, 4]
