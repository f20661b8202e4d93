"""What a run that ends early says of the list that it leaves behind."""

import pytest
from django.utils import timezone

from conversations import services
from conversations.models import Synchronisation, SyncState
from conversations.services import reading
from credentials.models import Tenant
from jobs import services as jobs
from jobs.models import Lane
from providers.onq.paging import PageMeaning
from tests.conversations.conftest import SOME
from tests.conversations.syncing import asked, happen, listed, synchronise, truth, work

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_list_whose_last_pass_brought_news_is_not_settled_when_the_next_one_fails(vendor, tenant):
    assert synchronise(tenant).is_settled
    happen(vendor, add=1)
    services.start(tenant, None)
    vendor.arm("conversations", "status", code=401, skip=4, times=-1)
    sync = work(tenant)
    assert (sync.state, sync.as_of) == (SyncState.FAILED, tenant.passes.get(new=1).started_at)
    assert not sync.is_settled


def test_what_pages_count_can_be_set_by_hand_before_it_goes_on(vendor, tenant, monkeypatch):
    sync, met = services.start(tenant, None), []

    def reached(name: str) -> None:
        met.append(name)
        if len(met) == 2:
            services.cancel(sync, None)

    with monkeypatch.context() as patch:
        patch.setattr("conversations.runner.failpoint", reached)
        assert work(tenant).state == SyncState.CANCELLED
    Tenant.objects.update(page_meaning=PageMeaning.START_POSITION)
    vendor.configure(onq_page="position")
    before = len(asked(vendor))
    synchronise(Tenant.objects.get())
    assert asked(vendor)[before:][:3] == [1, 50, 100]
    assert listed(tenant) == truth(vendor).keys()


def test_what_two_pages_have_in_common_counts_once_although_another_worker_goes_on(
    vendor, tenant, monkeypatch
):
    monkeypatch.setattr("conversations.services.gathering.ROWS_AT_ONCE", 1)
    vendor.configure(onq_page="position")
    vendor.arm("conversations", "status", code=500, skip=6)  # within the second pass
    assert synchronise(tenant).is_settled
    assert list(tenant.passes.values_list("number", "rows")) == [(2, SOME), (1, SOME)]


def test_a_run_that_was_claimed_before_it_was_to_repeat_no_more_is_not_lost(vendor, tenant):
    sync = synchronise(tenant)
    Synchronisation.objects.update(due_at=timezone.now())
    lease = jobs.claim(Lane.BULK)
    assert lease
    services.repeat_every(tenant, None, None)
    reading.begin(lease)
    sync.refresh_from_db()
    assert sync.is_running
    assert sync.due_at > timezone.now()
