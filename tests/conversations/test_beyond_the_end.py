"""No document says what onQ answers beyond its last page: a refusal may be its way to say so."""

import pytest

from tests.conversations.rows import make_tenant
from tests.conversations.syncing import kept, listed, synchronise, truth

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("beyond", ["invalid", "missing"])
@pytest.mark.parametrize("page", ["number", "position", "offset"])
@pytest.mark.parametrize("number", [0, 3, 50, 100, 130])
def test_a_refusal_beyond_the_last_page_ends_the_list(vendor, tenant, beyond, page, number):
    vendor.configure(onq_beyond=beyond, onq_page=page, onq_conversations=number)
    sync = synchronise(tenant)
    assert (sync.state, sync.is_settled) == ("resting", True), sync.trouble
    assert kept(tenant).keys() == truth(vendor).keys()


def test_a_refusal_in_the_middle_of_the_list_has_it_read_again(vendor, tenant):
    vendor.arm("conversations", "status", code=403, skip=1)
    sync = synchronise(tenant)
    assert (sync.passes, sync.is_settled) == (3, True)
    assert listed(tenant) == truth(vendor).keys()


def test_a_list_that_breaks_off_at_another_place_each_time_may_be_incomplete(vendor, tenant):
    synchronise(tenant)
    for skip in (1, 2, 3):
        vendor.arm("conversations", "status", code=403, skip=skip * 2)
    sync = synchronise(tenant)
    assert not sync.is_settled
    assert listed(tenant) == truth(vendor).keys()


def test_a_refusal_of_the_first_page_is_none_of_an_end(vendor):
    tenant = make_tenant("Another")
    vendor.arm("conversations", "status", code=404, times=-1)
    assert synchronise(tenant).state == "failed"
