import io

import pytest
from django.core.management import CommandError, call_command

from credentials import guards
from credentials.models import KeyState, Tenant
from credentials.services import open_key
from providers.sandbox.onq.tenants import DEMO_TENANT
from tests.credentials.conftest import SECRET

FACTS = {
    "--key-id": DEMO_TENANT.key_id,
    "--issuer": DEMO_TENANT.issuer,
    "--subject": DEMO_TENANT.subject,
    "--audience": f"{DEMO_TENANT.audience}/",
}


@pytest.fixture
def add_tenant(db, monkeypatch):
    def run(*args: str, secret: str = SECRET) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(secret))
        out = io.StringIO()
        call_command("add_tenant", *args, stdout=out)
        assert SECRET not in out.getvalue()
        return out.getvalue()

    return run


def facts(**changed: str | None) -> list[str]:
    """The arguments of the demo's tenant, with changes; None leaves one out."""
    given = {**FACTS, **{f"--{name.replace('_', '-')}": value for name, value in changed.items()}}
    return [f"{name}={value}" for name, value in given.items() if value is not None]


def test_a_tenant_is_added_and_its_key_tested(add_tenant, vendor):
    said = add_tenant("Courses", *facts(zone="Europe/Berlin", page_meaning="page_number"))
    assert said.startswith("Added: Courses (onq-demo.example).")
    assert "Key is accepted: Yes." in said
    tenant = Tenant.objects.get()
    assert (tenant.zone, tenant.page_meaning) == ("Europe/Berlin", "page_number")
    assert (tenant.key.state, open_key(tenant)) == (KeyState.WORKS, SECRET)


def test_the_same_name_again_changes_what_is_given_and_keeps_the_rest(add_tenant, vendor):
    address = "https://onq-demo.example/c/{id}"
    add_tenant("Courses", *facts(conversation_url=address, page_meaning="page_number"))
    said = add_tenant("courses", "--subject", "ann", "--page-meaning=", secret="")
    tenant = Tenant.objects.get()
    assert said.startswith("Changed: courses")
    assert "Key is accepted: Yes." in said
    assert (tenant.subject, tenant.page_meaning) == ("ann", "")
    assert (tenant.issuer, tenant.conversation_url) == (DEMO_TENANT.issuer, address)
    assert open_key(tenant) == SECRET


def test_an_onq_out_of_reach_is_told_and_the_tenant_stored(add_tenant):
    said = add_tenant("Courses", *facts())
    assert "onQ answers: No." in said
    assert open_key(Tenant.objects.get()) == SECRET


def test_a_refused_secret_fails_with_onqs_reason(add_tenant, vendor):
    with pytest.raises(CommandError, match=r"Refused: onQ refused the key.*signature is wrong"):
        add_tenant("Courses", *facts(), secret="a wrong secret")


def test_a_clock_that_is_off_fails_and_says_so(add_tenant, vendor):
    vendor.configure(onq_clock=-3600)
    with pytest.raises(CommandError, match="60 minutes ahead of onQ's"):
        add_tenant("Courses", *facts())


def test_what_somebody_objects_to_fails_with_their_sentence(add_tenant, vendor, monkeypatch):
    add_tenant("Courses", *facts())
    monkeypatch.setattr(guards, "_guards", [lambda *_: "Conversations are kept."])
    with pytest.raises(CommandError, match="Conversations are kept"):
        add_tenant("Courses", "--audience", "https://another.example", secret="")


@pytest.mark.parametrize(
    ("changed", "secret", "sentence"),
    [
        ({"key_id": None}, SECRET, "API key: This field is required"),
        ({"subject": "ann\udcff"}, SECRET, "Username at onQ: This holds signs"),
        ({"issuer": "news"}, SECRET, "Your site: Enter a whole address"),
        ({"audience": "https://a.example/b"}, SECRET, "Tenant URL: .* up to the host"),
        ({"conversation_url": "https://a.example"}, SECRET, "Write {id} once"),
        ({"page_meaning": "both"}, SECRET, "invalid choice: 'both'"),
        ({}, " \n", "API secret: This field is required"),
        ({"subject": ""}, "", "(?s)Username at onQ: .*API secret: "),
    ],
)
def test_nothing_is_stored_when_something_is_wrong(add_tenant, changed, secret, sentence):
    with pytest.raises(CommandError, match=sentence):
        add_tenant("Courses", *facts(**changed), secret=secret)
    assert not Tenant.objects.exists()
