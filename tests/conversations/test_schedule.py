"""When a synchronisation runs: when asked, so often by itself, once at a time."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import AuditEvent
from conversations import services
from conversations.models import Pass, Synchronisation, SyncState
from conversations.services import SyncRefused
from jobs import runner
from jobs.models import Lane
from jobs.services import claim
from tests.conversations.rows import make_tenant
from tests.conversations.syncing import asked, synchronise, work

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)


def due_after(sync: Synchronisation, pause: timedelta) -> bool:
    """Whether a worker would begin it so long after its last beginning, not a second before."""
    with time_machine.travel(sync.started_at + pause - timedelta(seconds=1), tick=False):
        before = claim(Lane.BULK)
    with time_machine.travel(sync.started_at + pause, tick=False):
        return before is None and claim(Lane.BULK) is not None


def test_asked_for_twice_it_runs_once(vendor, tenant, ana):
    first = services.start(tenant, ana)
    second = services.start(tenant, None)
    assert (second.pk, second.started_at, second.requested_by) == (
        first.pk, first.started_at, ana,
    )  # fmt: skip
    work(tenant)
    assert Pass.objects.count() == 2
    assert not runner.work(Lane.BULK)


def test_asking_is_in_the_audit_trail(tenant, ana):
    services.start(tenant, ana)
    services.cancel(Synchronisation.objects.get(), ana)
    services.repeat_every(tenant, HOUR / 2, ana)
    actions = AuditEvent.objects.order_by("pk").values_list("action", "target", "actor_name")
    assert list(actions)[-3:] == [
        ("started a synchronisation", "Courses", "ana"),
        ("stopped a synchronisation", "Courses", "ana"),
        ("changed how often to synchronise", "Courses", "ana"),
    ]


def test_it_comes_again_so_long_after_it_began(vendor, tenant):
    sync = synchronise(tenant)
    assert sync.every == HOUR
    assert due_after(sync, HOUR)


def test_what_took_longer_than_that_is_due_at_once(vendor, tenant):
    services.start(tenant, None)
    Synchronisation.objects.update(started_at=timezone.now() - 2 * HOUR)
    sync = work(tenant)
    assert timezone.now() - sync.due_at < timedelta(minutes=1)


def test_it_never_comes_by_itself_when_that_was_chosen(vendor, tenant):
    services.repeat_every(tenant, None, None)
    sync = synchronise(tenant)
    assert (sync.every, sync.due_at) == (None, None)


def test_it_does_not_come_by_itself_before_the_first_was_asked_for(vendor, tenant):
    services.repeat_every(tenant, HOUR / 2, None)
    assert Synchronisation.objects.get().due_at is None


@pytest.mark.parametrize("every", [HOUR / 4, None, HOUR * 24])
def test_another_choice_counts_from_the_last_beginning(vendor, tenant, every):
    sync = synchronise(tenant)
    services.repeat_every(tenant, every, None)
    sync.refresh_from_db()
    assert sync.due_at == (sync.started_at + every if every else None)


def test_a_run_that_came_by_itself_is_nobodys(vendor, tenant, ana):
    services.start(tenant, ana)
    sync = work(tenant)
    with time_machine.travel(sync.due_at):
        runner.work(Lane.BULK)
    sync.refresh_from_db()
    assert (sync.requested_by, sync.state, sync.passes) == (None, "resting", 1)
    assert Pass.objects.count() == 3


@pytest.mark.parametrize("how", ["failed", "cancelled"])
def test_what_failed_or_was_stopped_comes_again_at_the_next_time(vendor, tenant, how):
    vendor.arm("conversations", "status", code=404)
    services.start(tenant, None)
    if how == "cancelled":
        services.cancel(Synchronisation.objects.get(), None)
    sync = work(tenant)
    assert sync.state == how
    vendor.sandbox.faults.disarm()
    with time_machine.travel(sync.due_at):
        assert sync.due_at == sync.started_at + HOUR
        runner.work(Lane.BULK)
    sync.refresh_from_db()
    assert (sync.state, sync.trouble, sync.is_settled) == (SyncState.RESTING, "", True)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [({"is_active": False}, "switched off. An admin"), ({"secret": ""}, "no key yet. An admin")],
)
def test_a_tenant_that_cannot_be_asked_says_why(db, columns, sentence):
    tenant = make_tenant(**columns)
    with pytest.raises(SyncRefused, match=sentence):
        services.start(tenant, None)
    assert not Synchronisation.objects.exists()


def test_a_tenant_that_was_switched_off_is_left_alone_until_it_is_switched_on(vendor, tenant):
    sync = synchronise(tenant)
    before = len(asked(vendor))
    type(tenant).objects.update(is_active=False)
    with time_machine.travel(sync.due_at):
        assert runner.work(Lane.BULK) == 1
        sync.refresh_from_db()
        assert (sync.state, sync.lease_token) == ("resting", None)
        assert sync.due_at > timezone.now() + HOUR / 2
    assert len(asked(vendor)) == before
    type(tenant).objects.update(is_active=True)
    with time_machine.travel(sync.due_at):
        runner.work(Lane.BULK)
    assert Pass.objects.count() == 3


def test_what_runs_when_its_tenant_is_switched_off_is_brought_to_its_end(vendor, tenant):
    services.start(tenant, None)
    type(tenant).objects.update(is_active=False)
    assert work(tenant).is_settled


def test_each_tenant_has_a_run_of_its_own(vendor, tenant):
    other = make_tenant("Other")
    services.start(tenant, None)
    services.start(other, None)
    for one in (tenant, other):
        assert work(one).is_settled
    assert tenant.conversations.count() == other.conversations.count() == 130
