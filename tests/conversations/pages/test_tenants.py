"""The room's front: to the only tenant, to the last one, or a choice."""

import pytest

from accounts.models import Right
from tests.conversations.rows import make_conversation, make_tenant
from tests.exports.factories import make_user

FRONT = "/conversations/"


@pytest.fixture
def other(tenant):
    return make_tenant("Other", key_id="ONQ-OTHER")


def test_the_only_tenant_is_the_one(browses, tenant):
    assert browses.get(FRONT)["Location"] == f"/conversations/{tenant.pk}/"


def test_of_several_one_chooses(browses, tenant, other):
    make_conversation(tenant, "1")
    make_conversation(tenant, "2", gone_at=tenant.created_at)
    text = browses.get(FRONT).content.decode()
    assert f'href="/conversations/{tenant.pk}/"' in text
    assert f'href="/conversations/{other.pk}/"' in text
    assert '<td class="number" data-label="Conversations">1</td>' in text
    assert "Not synchronised yet" in text


def test_the_last_one_looked_at_opens_again(browses, tenant, other):
    browses.get(f"/conversations/{other.pk}/")
    assert browses.get(FRONT)["Location"] == f"/conversations/{other.pk}/"
    assert tenant.name in browses.get(f"{FRONT}?all").content.decode()


def test_one_that_may_no_longer_be_seen_is_not_opened_again(browses, tenant, ana, other):
    browses.get(f"/conversations/{tenant.pk}/")
    tenant.allowed_people.remove(ana)
    assert browses.get(FRONT)["Location"] == f"/conversations/{other.pk}/"


def test_without_one_who_manages_keys_can_add_it(as_person, db):
    manager = make_user("manager", Right.MANAGE_KEYS)
    assert "/tenants/new/" in as_person(manager).get(FRONT).content.decode()


def test_without_one_others_are_told_whom_to_ask(as_person, stranger, tenant):
    text = as_person(stranger).get(FRONT).content.decode()
    assert "no tenant of onQ that you may see" in text
    assert "/tenants/new/" not in text
    assert tenant.name not in text
