"""A pass whose second page never comes: nobody knows what `page` counts, so it begins anew."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.utils import timezone

from conversations import services
from conversations.models import Conversation, Pass, Synchronisation, SyncState
from jobs import runner
from jobs.models import Lane
from tests.conversations.syncing import skip_pauses, work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def try_for(vendor) -> Iterator[Callable[[int], Synchronisation]]:
    """A worker's tries within so many minutes, while onQ answers first pages and no others."""

    def tries(minutes: int) -> Synchronisation:
        for _ in range(minutes):
            vendor.arm("conversations", "status", code=500, skip=1)
            skip_pauses()
            runner.work(Lane.BULK)
            clock.shift(60)
        return Synchronisation.objects.get()

    with time_machine.travel(timezone.now()) as clock:
        yield tries


def test_a_second_page_that_never_comes_ends_the_run_after_a_quarter_of_an_hour(tenant, try_for):
    services.start(tenant, None)
    assert try_for(14).is_running
    sync = try_for(3)
    assert sync.state == SyncState.FAILED
    assert Conversation.objects.count() == 50, "what was read is kept"


def test_tries_that_begin_anew_are_one_pass(tenant, try_for):
    services.start(tenant, None)
    assert try_for(5).is_running
    sync = work(tenant)
    assert (sync.passes, Pass.objects.count(), sync.is_settled) == (2, 2, True)


def test_a_first_page_is_kept_when_somebody_stops_the_run_after_it(vendor, tenant, monkeypatch):
    sync = services.start(tenant, None)
    stop = "conversations.runner.failpoint"
    monkeypatch.setattr(stop, lambda _: services.cancel(sync, None))
    assert work(tenant).state == SyncState.CANCELLED
    assert Conversation.objects.count() == 50
