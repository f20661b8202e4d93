"""Who sees a tenant's conversations, and who may do what about them."""

import pytest
from django.test import Client
from django.urls import reverse

from conversations.models import Star, Synchronisation, SyncState, Visit
from tests.conversations.rows import make_conversation, make_tenant

PAGES = ("", "numbers/", "{pk}/")
ACTIONS = ("sync/", "sync/stop/", "sync/every/", "{pk}/star/")


@pytest.fixture
def at(tenant):
    conversation = make_conversation(tenant)

    def address(path: str) -> str:
        return f"/conversations/{tenant.pk}/{path.format(pk=conversation.pk)}"

    return address


@pytest.mark.parametrize("path", PAGES)
def test_to_a_stranger_there_is_no_such_tenant(as_person, stranger, at, path, fragment):
    browses = as_person(stranger)
    assert browses.get(at(path)).status_code == 404
    assert browses.get(at(path), headers=fragment).status_code == 404
    assert not Visit.objects.exists()


@pytest.mark.parametrize("path", ["sync/", "sync/stop/", "{pk}/star/"])
def test_a_stranger_changes_nothing(as_person, stranger, at, path):
    assert as_person(stranger).post(at(path)).status_code == 404
    assert not Star.objects.exists()
    assert Synchronisation.objects.get().state == SyncState.RESTING


@pytest.mark.parametrize("path", [*PAGES, *ACTIONS])
def test_nobody_is_sent_to_the_sign_in(at, path):
    response = Client().post(at(path)) if path in ACTIONS else Client().get(at(path))
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("path", ACTIONS)
def test_looking_changes_nothing(browses, at, path):
    assert browses.get(at(path)).status_code == 405


def test_a_viewer_sees_and_stars_but_does_not_synchronise(as_person, viewer, at):
    browses = as_person(viewer)
    text = browses.get(at("")).content.decode()
    assert "Conversation 1" in text
    assert "Synchronise</button>" not in text
    assert browses.post(at("sync/")).status_code == 403
    assert browses.post(at("sync/stop/")).status_code == 403
    assert browses.post(at("{pk}/star/")).status_code == 302


def test_how_often_is_for_who_manages_keys(as_person, ana, admin, at):
    assert as_person(ana).post(at("sync/every/"), {"every": "15"}).status_code == 403
    assert as_person(admin).post(at("sync/every/"), {"every": "15"}).status_code == 302
    assert Synchronisation.objects.get().every.total_seconds() == 900


def test_a_conversation_is_only_at_its_own_tenant(browses, tenant):
    conversation = make_conversation(make_tenant("Other", key_id="ONQ-OTHER"))
    assert browses.get(f"/conversations/{tenant.pk}/{conversation.pk}/").status_code == 404
    assert browses.post(f"/conversations/{tenant.pk}/{conversation.pk}/star/").status_code == 404


def test_the_list_holds_no_other_tenants_conversations(page, tenant):
    make_conversation(make_tenant("Other", key_id="ONQ-OTHER"), name="Elsewhere")
    assert "Elsewhere" not in page()
