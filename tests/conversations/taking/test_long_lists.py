"""A list of any length is sent in flat memory; and never looks whole when something is missing."""

import tracemalloc
from contextlib import closing

import pytest
from django.db import connection

from conversations.downloads import taking
from conversations.downloads.formats import FORMATS
from conversations.downloads.taking import Taking, Vanished
from conversations.models import Conversation
from conversations.ordering import Order
from conversations.queries import Reader, Wanted
from tests.conversations.rows import FIRST, make_conversation
from tests.conversations.taking.reading import address

pytestmark = pytest.mark.django_db

ROWS = 30_000
ALLOWED_BYTES = 8_000_000


def test_rows_that_vanish_while_it_is_sent_break_it(browser, tenant, monkeypatch):
    monkeypatch.setattr(taking, "CHUNK", 1)
    for number in range(3):
        make_conversation(tenant, str(number))
    pieces = iter(browser.get(address(tenant)).streaming_content)
    next(pieces), next(pieces)
    Conversation.objects.filter(onq_id="1").delete()
    with pytest.raises(Vanished):
        list(pieces)


@pytest.mark.django_db(transaction=True)
def test_no_database_connection_is_held_while_somebody_reads(browser, tenant, monkeypatch):
    monkeypatch.setattr(taking, "CHUNK", 1)
    for number in range(3):
        make_conversation(tenant, str(number))
    with closing(browser.get(address(tenant))) as response:
        held = [connection.connection for _piece in response.streaming_content]
    assert held == [None] * 4


@pytest.mark.slow
def test_long_lists_need_hardly_any_memory(ana, tenant):
    told = {"first_seen_at": FIRST, "changed_at": FIRST, "last_pass": 1, "words": "word " * 50}
    Conversation.objects.bulk_create(
        Conversation(tenant=tenant, onq_id=str(number), name="name " * 60, raw="{}" * 500, **told)
        for number in range(ROWS)
    )
    whole = Taking(Reader.of(ana, tenant), Wanted(), Order(), FORMATS["excel"])
    tracemalloc.start()
    size = sum(map(len, whole.pieces()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > ROWS * 300
    assert peak < ALLOWED_BYTES
