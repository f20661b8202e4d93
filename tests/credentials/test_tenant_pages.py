import pytest

from credentials import guards
from credentials.models import Key, KeyState, Tenant
from credentials.services import open_key, replace_key
from providers.sandbox.onq.tenants import DEMO_TENANT
from tests.credentials.conftest import SECRET

FILLED_IN = {
    "name": "The Academy",
    "audience": f" {DEMO_TENANT.audience}/ ",
    "key_id": DEMO_TENANT.key_id,
    "issuer": DEMO_TENANT.issuer,
    "subject": DEMO_TENANT.subject,
    "zone": "Europe/Berlin",
    "is_limited": "everyone",
}


def text_of(answer) -> str:
    text = answer.content.decode()
    assert SECRET not in text
    return text


def test_a_tenant_is_added_with_its_key_and_tested_at_once(page, vendor):
    answer = page.post("/tenants/new/", {**FILLED_IN, "api_secret": SECRET}, follow=True)
    assert "onQ accepts the key" in text_of(answer)
    tenant = Tenant.objects.get()
    assert (tenant.audience, tenant.zone) == (DEMO_TENANT.audience, "Europe/Berlin")
    assert (tenant.page_meaning, tenant.conversation_url) == ("", "")
    assert tenant.key.state == KeyState.WORKS


def test_what_pages_count_and_where_conversations_are_can_be_told(page, tenant):
    told = {"page_meaning": "start_position", "conversation_url": "https://on.example/c/{id}"}
    page.post(tenant.get_absolute_url(), {**FILLED_IN, **told})
    saved = Tenant.objects.get()
    assert saved.page_meaning == "start_position"
    assert saved.address_of("a/b") == "https://on.example/c/a%2Fb"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"key_id": "ONQ 1"}, "no spaces"),
        ({"key_id": "ONQ-é"}, "no unusual letters"),
        ({"audience": "yoursite.onq.io"}, "Enter a whole address"),
        ({"audience": "ftp://yoursite.onq.io"}, "Enter a whole address"),
        ({"audience": "https://[::1"}, "Enter a whole address"),
        ({"audience": "https://yoursite.onq.io:99999"}, "Enter a whole address"),
        ({"audience": "https://yoursite.onq.io\\@evil.example"}, "before the @"),
        ({"audience": "https://ann:pass@yoursite.onq.io"}, "before the @"),
        ({"audience": "https://yoursite.onq.io/admin"}, "up to the host"),
        ({"audience": "https://yoursite.onq.io/?a=b"}, "up to the host"),
        ({"issuer": "javascript:alert(1)"}, "Enter a whole address"),
        ({"issuer": "https://news.example/a b"}, "Enter a whole address"),
        ({"issuer": "https://news.example/\u202egpj.exe"}, "Enter a whole address"),
        ({"name": "Courses \u202e2"}, "cannot be seen"),
        ({"name": "Courses\n2"}, "cannot be seen"),
        ({"subject": "ann\u202e"}, "cannot be seen"),
        ({"conversation_url": "https://yoursite.onq.io/c/"}, "Write {id} once"),
        ({"conversation_url": "https://yoursite.onq.io/{id}/{id}"}, "Write {id} once"),
        ({"conversation_url": "https://{id}.example/"}, "Enter a whole address"),
        ({"conversation_url": "javascript:{id}"}, "Enter a whole address"),
        ({"page_meaning": "both"}, "Select a valid choice"),
        ({"zone": "Mars/Base"}, "is not a time zone"),
        ({"api_secret": "••••••••"}, "This field is required"),
    ],
)
def test_what_is_wrong_stands_at_the_field_and_nothing_is_stored(page, wrong, sentence):
    answer = page.post("/tenants/new/", {**FILLED_IN, "api_secret": SECRET, **wrong})
    assert answer.context["form"].errors.keys() == wrong.keys()
    assert sentence in text_of(answer)
    assert not Tenant.objects.exists()


def test_a_port_and_an_address_without_encryption_will_do(page, tenant):
    page.post(tenant.get_absolute_url(), {**FILLED_IN, "audience": "HTTP://OnQ.Example:8080//"})
    assert Tenant.objects.get().audience == "http://onq.example:8080"


def test_another_subject_is_tried_with_the_stored_key(page, tenant, admin, vendor):
    replace_key(tenant, SECRET, admin)
    asked = len(vendor.requests())
    page.post(tenant.get_absolute_url(), {**FILLED_IN, "subject": "somebody else"})
    assert len(vendor.requests()) > asked
    assert Key.objects.get().state == KeyState.WORKS


def test_another_tenant_url_that_the_key_does_not_open_is_told(page, tenant, admin, vendor):
    replace_key(tenant, SECRET, admin)
    changed = {**FILLED_IN, "audience": "https://another.example"}
    answer = page.post(tenant.get_absolute_url(), changed, follow=True)
    assert "The token is for another audience" in text_of(answer)
    assert Key.objects.get().state == KeyState.REFUSED


def test_another_name_asks_onq_nothing(page, tenant, admin, vendor):
    replace_key(tenant, SECRET, admin)
    asked = len(vendor.requests())
    page.post(tenant.get_absolute_url(), {**FILLED_IN, "name": "New", "audience": tenant.audience})
    assert (len(vendor.requests()), Tenant.objects.get().name) == (asked, "New")


def test_another_tenant_url_that_somebody_objects_to_is_not_saved(page, tenant, monkeypatch):
    monkeypatch.setattr(guards, "_guards", [lambda *_: "Conversations are kept."])
    changed = {**FILLED_IN, "audience": "https://another.example"}
    assert "Conversations are kept." in text_of(page.post(tenant.get_absolute_url(), changed))
    assert Tenant.objects.get().audience == DEMO_TENANT.audience


def test_a_stored_secret_shows_as_a_mask_and_is_kept_by_an_empty_one(page, tenant, admin):
    replace_key(tenant, SECRET, admin)
    text = text_of(page.get(tenant.get_absolute_url()))
    assert "API secret" in text
    assert "••••••••" in text
    page.post(f"/tenants/{tenant.pk}/keys/api_secret/", {"api_secret": "  "})
    assert open_key(tenant) == SECRET


def test_a_tenant_without_a_key_says_what_waits_for_one(page, tenant):
    assert "which are read once it is stored" in text_of(page.get(tenant.get_absolute_url()))


def test_a_test_names_each_check(page, tenant, admin, vendor):
    replace_key(tenant, SECRET, admin)
    text = text_of(page.post(f"/tenants/{tenant.pk}/keys/api_secret/test/", follow=True))
    for check in ("onQ answers", "Key is accepted", "Clock agrees with onQ", "Secret is long"):
        assert check in text


def test_deleting_a_tenant_says_what_goes_with_it(page, tenant):
    address = f"/tenants/{tenant.pk}/delete/"
    assert "what is kept here of its conversations" in text_of(page.get(address))
    assert "Courses is deleted" in text_of(page.post(address, follow=True))
    assert not Tenant.objects.exists()


def test_the_same_tenant_under_another_name_is_noticed(page, tenant, vendor):
    again = {**FILLED_IN, "name": "The Academy again", "api_secret": SECRET}
    answer = page.post("/tenants/new/", again, follow=True)
    assert "are the same tenant at onQ" in text_of(answer)
