"""A tenant that goes, or becomes another one, and what was read from it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conversations import services
from conversations.models import Change, Conversation, Pass, Star, Synchronisation, Visit
from credentials.models import Tenant
from credentials.services import ActionRefused, TenantDetails, delete, save_tenant
from jobs import runner
from jobs.models import Lane
from tests.conversations.rows import make_change, make_conversation, make_tenant
from tests.conversations.syncing import synchronise, work

pytestmark = pytest.mark.django_db(transaction=True)

OWN = (Conversation, Change, Star, Visit, Pass, Synchronisation)


def change(tenant: Tenant, **columns: str) -> Tenant:
    names = ("name", "key_id", "issuer", "subject", "audience")
    details = {name: getattr(tenant, name) for name in names} | columns
    return save_tenant(TenantDetails(**details), None, tenant)


def counts() -> list[int]:
    return [model.objects.count() for model in OWN]


def move(tenant: Tenant) -> None:
    change(tenant, audience="https://other.example")


def remove(tenant: Tenant) -> None:
    delete(tenant, None)


@pytest.mark.parametrize("happens", [remove, move])
def test_while_it_is_synchronised_it_stays_what_it_is(tenant, happens):
    services.start(tenant, None)
    with pytest.raises(ActionRefused, match="is being synchronised"):
        happens(tenant)
    assert Tenant.objects.get().audience == tenant.audience


def test_its_url_cannot_change_while_conversations_are_kept(vendor, tenant):
    synchronise(tenant)
    with pytest.raises(ActionRefused, match="Add the other tenant as one of its own"):
        change(tenant, audience="https://other.example")
    change(tenant, name="Renamed", subject="somebody@else.example")
    assert Tenant.objects.get().name == "Renamed"


def test_without_conversations_its_url_can_be_mended(tenant):
    change(tenant, audience="https://other.example")
    assert Tenant.objects.get().audience == "https://other.example"


def test_deleting_takes_all_that_was_its_own_along_and_nothing_else(vendor, tenant, ana):
    other = make_tenant("Other")
    for one in (tenant, other):
        synchronise(one)
        known = one.conversations.get(onq_id="10003")
        make_change(known)
        services.mark(known, ana)
        services.visit(one, ana)
    before = counts()
    delete(tenant, ana)
    assert [2 * left for left in counts()] == before
    assert set(Conversation.objects.values_list("tenant", flat=True)) == {other.pk}
    assert Star.objects.get().conversation.tenant == other


def test_thousands_go_without_being_loaded(tenant):
    """With no more statements for two thousand than for none."""
    example = make_conversation(tenant)
    with CaptureQueriesContext(connection) as few:
        delete(make_tenant("Small"), None)
    fresh = [_copy(example, number) for number in range(2_000)]
    Conversation.objects.bulk_create(fresh, batch_size=500)
    changes = [Change(conversation=one, field="name", seen_at=one.changed_at) for one in fresh]
    Change.objects.bulk_create(changes)
    with CaptureQueriesContext(connection) as many:
        delete(tenant, None)
    assert len(many) <= len(few)
    assert not Conversation.objects.exists()
    assert not Change.objects.exists()


def _copy(example: Conversation, number: int) -> Conversation:
    columns = {field.attname: getattr(example, field.attname) for field in example._meta.fields}
    return Conversation(**columns | {"id": None, "onq_id": f"n{number}"})


def test_a_worker_that_read_on_while_the_tenant_left_writes_nothing(
    vendor, tenant, monkeypatch, caplog
):
    """It began after the guards had looked."""

    def leave(_: str) -> None:
        monkeypatch.setattr("conversations.runner.failpoint", len)
        Tenant.objects.get().delete()

    monkeypatch.setattr("conversations.runner.failpoint", leave)
    services.start(tenant, None)
    runner.work(Lane.BULK)
    assert counts() == [0] * len(OWN)
    assert "a step failed" not in caplog.text


def test_what_was_stopped_can_go(vendor, tenant):
    services.cancel(services.start(tenant, None), None)
    work(tenant)
    delete(tenant, None)
    assert not Tenant.objects.exists()
