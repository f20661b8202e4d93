import logging
from html import escape
from urllib.parse import quote, quote_plus

import pytest
from django.test import Client

from accounts.models import AuditEvent
from config.logs import formatter
from credentials.models import Key
from credentials.services import key_refused
from tests.credentials.test_pages import FILLED_IN
from tests.environment import TOKEN

TELLING = TOKEN[3:22]  # the rest differs only by how far each encoding goes
FORMS = {
    encode(text)
    for encode in (str, quote, quote_plus, escape, repr)
    for text in (TOKEN, TELLING, escape(TOKEN))
}


def leaks(text: str) -> set[str]:
    return {form for form in FORMS if form in text}


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


def test_a_whole_walk_with_a_key_leaves_it_in_no_log_page_or_row(client, admin, vendor, lines):
    client.force_login(admin)
    pages = [client.post("/sites/new/", {**FILLED_IN, "secret": TOKEN}, follow=True)]
    key = Key.objects.get()
    key_refused(key.connection, f"GET /v1/x?token={quote_plus(TOKEN)} was refused: {TOKEN}")
    pages += [
        client.get("/connections/"),
        client.get(key.connection.get_absolute_url()),
        client.get("/audit/"),
    ]
    assert any("text-only" in line for line in lines)
    assert leaks("\n".join(lines)) == set()
    assert leaks("".join(page.content.decode() for page in pages)) == set()
    assert leaks(str([*AuditEvent.objects.values(), *Key.objects.values()])) == set()


@pytest.mark.parametrize("debug", [False, True])
def test_a_crash_while_storing_a_key_does_not_show_it(admin, monkeypatch, settings, lines, debug):
    def crash(*_):
        raise RuntimeError(f"it broke over {TOKEN}")

    monkeypatch.setattr("credentials.services.replace_key", crash)
    settings.DEBUG = debug
    client = Client(raise_request_exception=False)
    client.force_login(admin)
    answer = client.post("/sites/new/", {**FILLED_IN, "secret": TOKEN})
    assert answer.status_code == 500
    assert leaks(answer.content.decode()) == set()
    assert leaks("\n".join(lines)) == set()
