"""What onQ no longer lists: kept with its history, marked after two complete passes without it."""

import pytest
from django.utils import timezone

from conversations.models import Change
from conversations.services import cancel
from jobs import runner
from jobs.models import Lane
from tests.conversations.syncing import happen, kept, listed, synchronise, work

pytestmark = pytest.mark.django_db(transaction=True)

ONE = "10003"


@pytest.fixture(autouse=True)
def few(vendor) -> None:
    vendor.configure(onq_conversations=12)


@pytest.fixture
def vanished(vendor, tenant) -> None:
    synchronise(tenant)
    happen(vendor, change={ONE: {"name": "Renamed"}})
    synchronise(tenant)
    happen(vendor, remove=[ONE])


@pytest.mark.usefixtures("vanished")
def test_one_pass_without_it_marks_nothing(tenant):
    sync = synchronise(tenant)
    assert (sync.passes, sync.is_settled) == (1, True)
    assert kept(tenant)[ONE].gone_at is None


@pytest.mark.usefixtures("vanished")
def test_two_passes_without_it_mark_it_and_keep_it_with_its_history(tenant):
    began = timezone.now()
    synchronise(tenant)
    synchronise(tenant)
    gone = kept(tenant)[ONE]
    assert gone.gone_at > began
    assert gone.name == "Renamed"
    assert Change.objects.filter(conversation=gone).count() == 1
    assert len(listed(tenant)) == 11


@pytest.mark.usefixtures("vanished")
def test_a_mark_says_when_it_was_set_and_stays(tenant):
    for _ in range(2):
        synchronise(tenant)
    marked = kept(tenant)[ONE].gone_at
    synchronise(tenant)
    assert kept(tenant)[ONE].gone_at == marked


def test_it_is_back_as_soon_as_it_is_listed_again(vendor, tenant):
    synchronise(tenant)
    pk = kept(tenant)[ONE].pk
    for _ in range(2):
        vendor.arm("conversations", "status", code=200, body='[{"id": 10001}]')
        vendor.arm("conversations", "status", code=200, body="[]")
        synchronise(tenant)
    assert listed(tenant) == {"10001"}
    sync = synchronise(tenant)
    assert kept(tenant)[ONE].pk == pk
    assert len(listed(tenant)) == 12
    assert (sync.passes, sync.is_settled) == (1, True)


def test_a_list_that_is_empty_once_takes_nothing_away(vendor, tenant):
    synchronise(tenant)
    vendor.arm("conversations", "status", code=200, body="[]")
    synchronise(tenant)
    assert len(listed(tenant)) == 12
    synchronise(tenant)
    assert len(listed(tenant)) == 12


def test_a_pass_that_was_stopped_is_not_one_of_the_two(vendor, tenant, monkeypatch):
    vendor.configure(onq_conversations=130)
    synchronise(tenant)
    happen(vendor, remove=["10120"])
    for _ in range(3):  # stopped after the first page, which could not have it
        sync = synchronise_until_first_page(tenant, monkeypatch)
        type(sync).objects.update(position=None)
    assert kept(tenant)["10120"].gone_at is None


def synchronise_until_first_page(tenant, monkeypatch):
    from conversations.services import start

    sync = start(tenant, None)
    monkeypatch.setattr("conversations.runner.failpoint", lambda _: cancel(sync, None))
    runner.work(Lane.BULK)
    monkeypatch.setattr("conversations.runner.failpoint", len)
    sync = work(tenant)
    assert sync.state == "cancelled"
    return sync
