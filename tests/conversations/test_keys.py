"""Keys that do not work, and what happens once they do."""

from dataclasses import replace

import pytest

from conversations import services
from conversations.models import Synchronisation, SyncState
from credentials.models import Key, KeyState, Tenant
from credentials.services import deactivate, replace_key, save_tenant, store_key
from credentials.services.tenants import TenantDetails
from jobs import runner
from jobs.models import Lane
from providers.sandbox.onq.tenants import DEMO_TENANT
from tests.conversations.syncing import asked, listed, synchronise, truth, work

pytestmark = pytest.mark.django_db(transaction=True)

OTHER = "another secret that signs tokens, long enough"


def other_secret(vendor) -> None:
    """From now on onQ wants another one."""
    vendor.sandbox.conversations.tenants.keep(replace(DEMO_TENANT, secret=OTHER))


def test_a_key_that_works_is_said_to_work(vendor, tenant):
    synchronise(tenant)
    assert tenant.keys.get().state == KeyState.WORKS


def test_a_refused_key_ends_the_run_and_is_marked(vendor, tenant):
    other_secret(vendor)
    sync = synchronise(tenant)
    key = tenant.keys.get()
    assert (sync.state, sync.trouble_code) == (SyncState.FAILED, "key_refused")
    assert "onQ refused the key" in sync.trouble
    assert (key.state, key.problem) == (KeyState.REFUSED, sync.trouble)


def test_onq_is_not_asked_again_with_a_refused_key(vendor, tenant):
    other_secret(vendor)
    synchronise(tenant)
    before = len(asked(vendor))
    assert "refused" in synchronise(tenant).trouble
    assert len(asked(vendor)) == before


def test_a_key_that_cannot_be_read_says_what_to_do(vendor, tenant, settings):
    settings.CREDENTIAL_KEYS = ["Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2M="]
    sync = synchronise(tenant)
    assert (sync.state, sync.trouble_code) == (SyncState.FAILED, "key_refused")
    assert "CREDENTIAL_KEYS" in sync.trouble
    assert tenant.keys.get().state == KeyState.UNREADABLE
    assert not asked(vendor)


def test_a_key_that_is_gone_says_so(vendor, tenant):
    services.start(tenant, None)
    Key.objects.all().delete()
    sync = work(tenant)
    assert sync.state == SyncState.FAILED
    assert "has no API secret yet" in sync.trouble


def test_a_new_key_sets_going_what_failed_for_the_old_one(vendor, tenant):
    other_secret(vendor)
    synchronise(tenant)
    replace_key(tenant, OTHER, None)
    assert Synchronisation.objects.get().is_running
    assert work(tenant).is_settled
    assert listed(tenant) == truth(vendor).keys()


def test_a_new_key_that_is_refused_too_sets_nothing_going(vendor, tenant):
    other_secret(vendor)
    synchronise(tenant)
    replace_key(tenant, "a wrong secret that signs tokens, long enough", None)
    assert Synchronisation.objects.get().state == SyncState.FAILED


@pytest.mark.parametrize("fault", [{"code": 404}, None])
def test_a_new_key_does_not_set_going_what_ended_for_another_reason(vendor, tenant, fault):
    if fault:
        vendor.arm("conversations", "status", **fault)
    state = synchronise(tenant).state
    replace_key(tenant, DEMO_TENANT.secret, None)
    assert Synchronisation.objects.get().state == state


def test_a_new_key_of_a_tenant_that_is_switched_off_is_stored_and_starts_nothing(vendor, tenant):
    other_secret(vendor)
    synchronise(tenant)
    deactivate(tenant, None)
    replace_key(tenant, OTHER, None)
    assert Synchronisation.objects.get().state == SyncState.FAILED
    assert tenant.keys.get().state == KeyState.WORKS


@pytest.mark.parametrize("page", [1, 2, 3])
def test_key_and_claims_replaced_in_the_middle_are_used_from_then_on(
    vendor, tenant, monkeypatch, page
):
    met: list[str] = []

    def replaced(name: str) -> None:
        met.append(name)
        if len(met) != page:
            return
        known = replace(DEMO_TENANT, key_id="ONQ-NEW", secret=OTHER, conversations=130)
        vendor.sandbox.conversations.tenants.keep(known)
        vendor.sandbox.conversations.tenants.keep(replace(DEMO_TENANT, secret="withdrawn"))
        kept = Tenant.objects.get()
        names = ("name", "issuer", "subject", "audience")
        details = {name: getattr(kept, name) for name in names}
        save_tenant(TenantDetails(**details, key_id="ONQ-NEW"), None, kept)
        store_key(kept, OTHER, None)

    vendor.configure(onq_size_limit=20)
    monkeypatch.setattr("conversations.runner.failpoint", replaced)
    services.start(tenant, None)
    runner.work(Lane.BULK)
    sync = Synchronisation.objects.get()
    assert (sync.state, sync.trouble) == (SyncState.RESTING, "")
    assert tenant.keys.get().state != KeyState.REFUSED


@pytest.mark.parametrize(("ahead", "where"), [(600, "behind"), (-1200, "ahead of")])
def test_a_clock_that_is_wrong_is_said_and_blamed_in_the_keys_place(vendor, tenant, ahead, where):
    """Tokens live for a quarter of an hour, and are issued half a minute back."""
    vendor.configure(onq_clock=ahead * 2)
    services.start(tenant, None)
    runner.work(Lane.BULK)
    sync = Synchronisation.objects.get()
    assert sync.is_running
    assert f"minutes {where} onQ's" in sync.trouble
    assert "set the clock" in sync.trouble
    assert tenant.keys.get().state == KeyState.UNPROVEN
    vendor.configure(onq_clock=0)
    assert work(tenant).is_settled


def test_no_secret_stands_in_what_is_written(vendor, tenant, caplog):
    vendor.arm("conversations", "status", code=401, body=f"bad {DEMO_TENANT.secret}")
    sync = synchronise(tenant)
    assert DEMO_TENANT.secret not in f"{sync.trouble}{tenant.keys.get().problem}{caplog.text}"
