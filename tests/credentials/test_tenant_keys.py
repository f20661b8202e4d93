"""A tenant's key is tried out: what each check finds, and what makes it doubtful again."""

from dataclasses import replace

import pytest

from accounts.models import User
from credentials import guards, services
from credentials.models import Key, KeyState, Tenant
from credentials.services import ActionRefused, TenantDetails, open_tenant, replace_key, store_key
from providers.sandbox.onq.tenants import DEMO_TENANT
from tests.credentials.conftest import SECRET


def outcomes(key: Key) -> dict[str, str]:
    return {check["name"]: check["outcome"] for check in key.checks}


def sentence(key: Key, name: str) -> str:
    return next(check["sentence"] for check in key.checks if check["name"] == name)


def test_a_good_key_works_and_sets_going_what_waited(tenant, admin, vendor, released):
    replace_key(tenant, SECRET, admin)
    key = Key.objects.get()
    assert (key.state, set(outcomes(key).values())) == (KeyState.WORKS, {"ok"})
    assert released == [tenant]


def test_a_wrong_secret_is_refused_with_onqs_reason(tenant, admin, vendor, released):
    replace_key(tenant, "a wrong secret, but as long as one", admin)
    key = Key.objects.get()
    assert key.state == KeyState.REFUSED
    assert "The token's signature is wrong" in key.problem
    assert released == []


def test_a_secret_that_is_short_may_work_but_is_told(tenant, admin, vendor):
    short = "só short"
    vendor.sandbox.conversations.tenants.keep(replace(DEMO_TENANT, secret=short))
    replace_key(tenant, short, admin)
    key = Key.objects.get()
    assert (key.state, outcomes(key)["Secret is long enough"]) == (KeyState.WORKS, "refused")
    assert "The secret has 9 bytes" in sentence(key, "Secret is long enough")


@pytest.mark.parametrize(
    ("ahead", "state", "told"),
    [
        (-600, KeyState.UNPROVEN, "10 minutes ahead of onQ's"),
        (600, KeyState.WORKS, "10 minutes behind onQ's"),
        (1200, KeyState.UNPROVEN, "20 minutes behind onQ's"),
    ],
)
def test_a_clock_that_is_off_is_named(tenant, admin, vendor, ahead, state, told):
    vendor.configure(onq_clock=ahead)
    replace_key(tenant, SECRET, admin)
    key = Key.objects.get()
    assert (key.state, outcomes(key)["Clock agrees with onQ's"]) == (state, "refused")
    assert told in sentence(key, "Clock agrees with onQ's")
    assert (told in key.problem) == (state == KeyState.UNPROVEN)


def test_an_onq_that_does_not_answer_leaves_the_key_unproven_but_in_use(tenant, admin, released):
    replace_key(tenant, SECRET, admin)
    key = Key.objects.get()
    assert (key.state, outcomes(key)["onQ answers"]) == (KeyState.UNPROVEN, "refused")
    assert released == [tenant]


def test_workers_get_what_tokens_are_signed_with(tenant, admin):
    store_key(tenant, SECRET, admin)
    asks = open_tenant(tenant)
    assert (asks.secret, asks.audience) == (SECRET, DEMO_TENANT.audience)
    assert SECRET not in repr(asks)


@pytest.mark.parametrize("fact", ["key_id", "issuer", "subject", "audience"])
def test_whatever_stands_in_tokens_makes_the_key_unproven(tenant, admin, tenant_details, fact):
    changed = replace(tenant_details, **{fact: "https://another.example"})
    assert state_after(changed, tenant, admin) == KeyState.UNPROVEN


@pytest.mark.parametrize("fact", ["name", "conversation_url", "page_meaning"])
def test_whatever_does_not_leaves_it_proven(tenant, admin, tenant_details, fact):
    changed = replace(tenant_details, **{fact: "another"})
    assert state_after(changed, tenant, admin) == KeyState.WORKS


def state_after(changed: TenantDetails, tenant: Tenant, admin: User) -> str:
    store_key(tenant, SECRET, admin)
    services.key_worked(tenant)
    services.save_tenant(changed, admin, tenant)
    return Key.objects.get().state


def test_the_tenant_url_stays_while_somebody_objects(tenant, admin, tenant_details, monkeypatch):
    monkeypatch.setattr(guards, "_guards", [lambda *_: "Conversations are kept."])
    with pytest.raises(ActionRefused, match="Conversations are kept"):
        services.save_tenant(replace(tenant_details, audience="https://b.example"), admin, tenant)
    services.save_tenant(replace(tenant_details, subject="ann"), admin, tenant)
    assert Tenant.objects.get().subject == "ann"
