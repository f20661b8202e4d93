"""Whatever passes delays a synchronisation; what does not pass ends it with a sentence."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from conversations import services
from conversations.models import Conversation, Synchronisation, SyncState
from jobs import runner
from jobs.models import Lane
from providers.onq import paging
from tests.conversations.syncing import asked, listed, skip_pauses, synchronise, truth

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(timezone.now()) as clock:
        yield clock


def try_for(minutes: int, clock: time_machine.Traveller) -> Synchronisation:
    """A worker's tries within so many minutes, one a minute."""
    for _ in range(minutes):
        skip_pauses()
        runner.work(Lane.BULK)
        clock.shift(60)
    return Synchronisation.objects.get()


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        ("status", {"code": 500}),
        ("status", {"code": 429, "retry_after": 1}),
        ("reset", {}),
        ("html", {}),
        ("cut_json", {}),
        ("garbage", {}),
    ],
)
@pytest.mark.parametrize("skip", [pytest.param(0, marks=pytest.mark.slow), 3])
def test_a_passing_fault_is_waited_out(vendor, tenant, kind, details, skip):
    vendor.configure(onq_page="position", onq_size_limit=20)
    vendor.arm("conversations", kind, times=2, skip=skip, **details)
    sync = synchronise(tenant)
    assert (sync.state, sync.trouble, sync.trouble_since) == (SyncState.RESTING, "", None)
    assert (sync.is_settled, sync.passes) == (True, 2)
    assert listed(tenant) == truth(vendor).keys()


def test_what_was_read_before_the_fault_is_not_asked_for_again(vendor, tenant):
    vendor.configure(onq_size_limit=20)
    vendor.arm("conversations", "status", code=500, skip=4)
    synchronise(tenant)
    assert asked(vendor)[:8] == [1, 2, 3, 4, 5, 5, 6, 7]


def test_while_it_waits_it_says_why_and_each_pause_is_longer(vendor, tenant, clock):
    vendor.arm("conversations", "status", code=500, times=-1)
    services.start(tenant, None)
    pauses = []
    for _ in range(8):
        runner.work(Lane.BULK)
        sync = Synchronisation.objects.get()
        assert "trouble of its own" in sync.trouble
        pauses.append(round((sync.due_at - timezone.now()).total_seconds()))
        clock.move_to(sync.due_at)
    assert pauses[:2] == [2, 2]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 60


def test_onq_gets_the_patience_it_asks_for(vendor, tenant):
    vendor.arm("conversations", "status", code=429, retry_after=600)
    services.start(tenant, None)
    runner.work(Lane.BULK)
    sync = Synchronisation.objects.get()
    assert sync.due_at > timezone.now() + timedelta(minutes=9)
    assert sync.is_running


def test_more_patience_than_it_has_ends_it(vendor, tenant):
    vendor.arm("conversations", "status", code=429, retry_after=3600)
    sync = synchronise(tenant)
    assert sync.state == SyncState.FAILED
    assert sync.trouble == "onQ asks for fewer requests. Synchronise again later."


@pytest.mark.parametrize(
    ("kind", "details", "words"),
    [
        ("status", {"code": 500}, "onQ has trouble of its own."),
        ("reset", {}, "onQ cannot be reached: the connection broke off."),
        ("html", {}, "onQ gave an answer that Threadkeep does not understand."),
    ],
)
def test_a_quarter_of_an_hour_of_it_ends_the_run(vendor, tenant, clock, kind, details, words):
    vendor.arm("conversations", kind, times=-1, **details)
    services.start(tenant, None)
    assert try_for(14, clock).is_running
    sync = try_for(3, clock)
    assert sync.state == SyncState.FAILED
    assert sync.trouble == f"{words} Synchronise again later."
    assert (sync.lease_token, sync.deadline_at) == (None, None)


def test_each_answer_gives_a_quarter_of_an_hour_more(vendor, tenant, clock):
    vendor.configure(onq_size_limit=20)
    vendor.arm("conversations", "status", code=500, times=10)
    services.start(tenant, None)
    try_for(10, clock)
    vendor.arm("conversations", "status", code=500, times=10, skip=2)
    assert try_for(10, clock).is_running
    assert try_for(2, clock).is_settled


@pytest.mark.parametrize(
    ("code", "words", "tries"),  # of an invalid request with two smaller sizes as well
    [(404, "Check ONQ_API_URL", 1), (400, "request invalid", 3), (403, "request invalid", 3)],
)
def test_what_onq_refuses_for_good_ends_it_at_once(vendor, tenant, code, words, tries):
    vendor.arm("conversations", "status", code=code, times=-1)
    sync = synchronise(tenant)
    assert sync.state == SyncState.FAILED
    assert words in sync.trouble
    assert len(asked(vendor)) == tries


def test_a_list_without_end_is_cut_off(vendor, tenant, clock, monkeypatch):
    monkeypatch.setattr(paging, "MOST_CALLS", 5)
    vendor.configure(onq_size_limit=20)
    services.start(tenant, None)
    sync = try_for(18, clock)
    assert sync.state == SyncState.FAILED
    assert sync.trouble == "onQ's list of conversations does not end. Synchronise again later."
    assert Conversation.objects.count() >= 80


def test_the_same_page_over_and_over_is_one_page(vendor, tenant):
    page = json.dumps([{"id": number} for number in range(50)])
    vendor.arm("conversations", "status", code=200, body=page, times=-1)
    sync = synchronise(tenant)
    assert (sync.state, sync.is_settled) == (SyncState.RESTING, True)
    assert Conversation.objects.count() == 50
    assert len(asked(vendor)) < 12


def test_a_tenant_without_conversations_is_settled(vendor, tenant):
    vendor.configure(onq_conversations=0)
    sync = synchronise(tenant)
    assert (sync.state, sync.is_settled, sync.passes) == (SyncState.RESTING, True, 1)
    assert len(asked(vendor)) == 1
