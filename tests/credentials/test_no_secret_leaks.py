import logging
from html import escape
from urllib.parse import quote, quote_plus

import pytest
from django.test import Client

from accounts.models import AuditEvent
from config.logs import formatter
from credentials.models import AccessToken, Key, KeyState, LoginTurn, Site
from credentials.services import key_refused, open_access, open_tenant, store_key
from providers.onq.tokens import mint
from tests.credentials import test_pages, test_tenant_pages
from tests.credentials.conftest import SECRET, V4_KEY
from tests.environment import TOKEN

# address, what is filled in there, and what the log says of asking the vendor
SITE = ("/sites/new/", {**test_pages.FILLED_IN, "export_token": TOKEN}, "text-only")
TENANT = ("/tenants/new/", {**test_tenant_pages.FILLED_IN, "api_secret": SECRET}, "/conversations")


def forms_of(secret: str) -> set[str]:
    telling = secret[3:22]  # the rest differs only by how far each encoding goes
    encodings = (str, quote, quote_plus, escape, repr)
    return {encode(text) for encode in encodings for text in (secret, telling, escape(secret))}


FORMS = forms_of(TOKEN) | forms_of(SECRET)


def leaks(text: str) -> set[str]:
    """What of the keys, and of tokens signed with one, stands in the text."""
    return {form for form in (*FORMS, "eyJhbGci") if form in text}


@pytest.fixture
def lines():
    """Every log line at DEBUG, as the product writes it."""
    written: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    handler, root = Keeper(logging.DEBUG), logging.getLogger()
    handler.setFormatter(formatter("console", []))
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.setLevel(level)
    root.removeHandler(handler)


@pytest.mark.parametrize(("address", "filled_in", "asked"), [SITE, TENANT])
def test_a_whole_walk_with_a_key_leaves_it_in_no_log_page_or_row(
    page, vendor, lines, address, filled_in, asked
):
    answers = [page.post(address, filled_in, follow=True)]
    key = Key.objects.get()
    assert key.state == KeyState.WORKS
    secret = filled_in[key.kind]
    key_refused(key.connection, f"GET /v1/x?token={quote_plus(secret)} was refused: {secret}")
    answers += [
        page.get("/connections/"),
        page.get(key.connection.get_absolute_url()),
        page.get("/audit/"),
    ]
    assert any(asked in line for line in lines)
    assert leaks("\n".join(lines)) == set()
    assert leaks("".join(answer.content.decode() for answer in answers)) == set()
    assert leaks(str([*AuditEvent.objects.values(), *Key.objects.values()])) == set()


def test_a_signed_token_that_onq_repeats_is_kept_nowhere(page, admin, vendor, tenant, lines):
    store_key(tenant, SECRET, admin)
    token = mint(open_tenant(tenant))
    assert leaks(token)
    key_refused(tenant, f"onQ refused the key. It said: {token}")
    shown = page.get(tenant.get_absolute_url()).content.decode()
    assert "It said" in shown
    assert leaks(shown + "\n".join(lines) + str([*Key.objects.values()])) == set()


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize(("address", "filled_in", "_"), [SITE, TENANT])
def test_a_crash_while_storing_a_key_does_not_show_it(
    admin, monkeypatch, settings, lines, debug, address, filled_in, _
):
    def crash(_, secret, *__):
        raise RuntimeError(f"it broke over {secret}")

    monkeypatch.setattr("credentials.services.replace_key", crash)
    settings.DEBUG = debug
    client = Client(raise_request_exception=False)
    client.force_login(admin)
    answer = client.post(address, filled_in)
    assert answer.status_code == 500
    assert leaks(answer.content.decode()) == set()
    assert leaks("\n".join(lines)) == set()


def test_neither_key_of_v4_nor_its_token_is_in_any_log_page_or_row(page, vendor, lines):
    keys = {"export_v4_key": V4_KEY, "export_token": TOKEN}
    added = page.post("/sites/new/", {**SITE[1], "generation": "v4", **keys}, follow=True)
    vendor.configure(v4_auth_per_second=0)
    LoginTurn.objects.all().delete()
    site = Site.objects.get()
    token = open_access(site, site.api).token
    key_refused(site, f"OpenWeb refused the key. It said: Bearer {token} of {V4_KEY}")
    pages = [added, page.get(site.get_absolute_url()), page.get("/audit/")]
    rows = [*AuditEvent.objects.values(), *Key.objects.values(), *AccessToken.objects.values()]
    told = "".join(answer.content.decode() for answer in pages) + "\n".join(lines) + str(rows)
    assert any("/v1/publisher/auth" in line for line in lines)
    assert "It said" in told
    assert leaks(told) == set()
    assert {form for form in (token, *forms_of(V4_KEY)) if form in told} == set()
