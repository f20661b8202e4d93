"""Lists that change while they are read: nothing known is lost, and nothing claimed that is not so.

Each answer moves conversations to the list's front or end, as an order by last update would.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversations.models import Conversation, Pass, Synchronisation, SyncState
from tests.conversations.conftest import SOME
from tests.conversations.syncing import happen, kept, listed, synchronise, truth

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ("number", "position", "offset")
TO = ("front", "end")


def forget() -> None:
    for model in (Conversation, Synchronisation, Pass):
        model.objects.all().delete()


def assert_honest(vendor, tenant) -> None:
    """All of it, or the words that it may not be all."""
    sync = synchronise(tenant)
    assert listed(tenant) == truth(vendor).keys() or not sync.is_settled


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("to", TO)
def test_a_moving_list_is_complete_or_said_to_be_perhaps_incomplete(vendor, tenant, page, to):
    vendor.configure(onq_page=page, onq_moves=1, onq_moves_to=to, onq_size_limit=20)
    assert_honest(vendor, tenant)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("to", TO)
@pytest.mark.parametrize("moves", [1, 2, 5])
def test_so_it_is_in_many_orders_and_when_much_moves(vendor, tenant, page, to, moves):
    for seed in range(5):
        vendor.sandbox.reset()
        forget()
        vendor.configure(onq_conversations=SOME, onq_oversize="capped", onq_size_limit=20)
        vendor.configure(onq_page=page, onq_moves=moves, onq_moves_to=to, seed=seed)
        assert_honest(vendor, tenant)


@pytest.mark.slow
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    page=st.sampled_from(PAGES),
    to=st.sampled_from(TO),
    moves=st.integers(1, 20),
    conversations=st.integers(0, SOME),
    limit=st.integers(4, 60),
    seed=st.integers(0, 10**6),
)
def test_whatever_moves_it_ends_after_three_passes_and_invents_nothing(
    vendor, tenant, page, to, moves, conversations, limit, seed
):
    vendor.sandbox.reset()
    forget()
    vendor.configure(onq_page=page, onq_moves=moves, onq_moves_to=to, seed=seed)
    vendor.configure(onq_conversations=conversations, onq_size_limit=limit, onq_oversize="capped")
    sync = synchronise(tenant)
    assert sync.state == SyncState.RESTING
    assert sync.passes == Pass.objects.count() <= 3
    assert kept(tenant).keys() <= truth(vendor).keys()


@pytest.mark.parametrize("page", PAGES)
def test_what_is_known_stays_known_however_the_list_moves(vendor, tenant, page):
    synchronise(tenant)
    vendor.configure(onq_page=page, onq_moves=3, onq_size_limit=20)
    synchronise(tenant)
    assert kept(tenant).keys() == truth(vendor).keys()


def test_a_pass_that_brings_nothing_new_but_lacks_what_the_one_before_saw_is_not_believed(
    vendor, tenant
):
    for body in ('[{"id": 1}, {"id": 2}]', "[]", '[{"id": 2}]', "[]", '[{"id": 1}]', "[]"):
        vendor.arm("conversations", "status", code=200, body=body)
    sync = synchronise(tenant)
    assert (sync.passes, sync.is_settled) == (3, False)
    assert listed(tenant) == {"1", "2"}


def test_when_it_has_come_to_rest_the_next_run_completes_it(vendor, tenant):
    vendor.configure(onq_moves=6, onq_moves_to="end", onq_size_limit=20)
    assert not synchronise(tenant).is_settled
    vendor.configure(onq_moves=0)
    assert synchronise(tenant).is_settled
    assert listed(tenant) == truth(vendor).keys()


def test_what_appears_in_the_middle_of_a_run_is_found_by_its_next_pass(vendor, tenant, monkeypatch):
    def appear(_: str) -> None:
        monkeypatch.setattr("conversations.runner.failpoint", len)
        happen(vendor, add=1, move=["10130"], to="front")

    happen(vendor, add=1)
    monkeypatch.setattr("conversations.runner.failpoint", appear)
    sync = synchronise(tenant)
    assert sync.is_settled
    assert listed(tenant) == truth(vendor).keys()
