"""Foreign text is shown as text, wherever it comes from."""

import json

import pytest

from conversations.models import Conversation, Synchronisation
from tests.conversations.rows import make_change, make_conversation

HOSTILE = "<script>alert('x')</script>\"onload=alert(1)"
TEXTS = ("name", "content_name", "type", "sub_type", "org_id", "status", "register_status")


@pytest.fixture
def hostile(tenant) -> Conversation:
    """Every column that onQ fills holds markup."""
    texts = dict.fromkeys((*TEXTS, "external_code", "words"), HOSTILE)
    raw = json.dumps({HOSTILE: HOSTILE})
    conversation = make_conversation(tenant, HOSTILE, raw=raw, **texts)
    make_change(conversation, HOSTILE[:40], before=HOSTILE, after=HOSTILE)
    make_change(conversation, "name", before=HOSTILE, after=HOSTILE)
    Synchronisation.objects.update(state="failed", trouble=HOSTILE)
    return conversation


def safe(text: str) -> bool:
    return "<script>alert" not in text and '"onload=' not in text and "alert" in text


def test_in_the_list(page, part, hostile):
    every = ["type", "sub_type", "status", "content_name", "external_code", "org_id", "onq_id"]
    assert safe(page(columns=every))
    assert safe(part(columns=every))
    assert safe(part("numbers/"))


def test_in_one_conversation(browses, hostile, fragment):
    address = hostile.get_absolute_url()
    for headers in (None, fragment):
        assert safe(browses.get(address, headers=headers).content.decode())
        assert safe(browses.get(address, {"type": HOSTILE}, headers=headers).content.decode())


def test_in_what_moved(part, hostile):
    assert safe(part(seen="x"))


def test_in_an_address(page, part, hostile):
    names = ("text", "type", "status", "visible", "attention", "sort", "columns", "after", "value")
    query = dict.fromkeys((*names, "dated", "first_day", "mine"), HOSTILE)
    assert safe(page(**query))
    assert safe(part(**query))
    assert safe(part("numbers/", **query))


def test_in_the_name_of_a_tenant(browses, tenant):
    tenant.name = HOSTILE
    tenant.save()
    for address in ("/conversations/?all", f"/conversations/{tenant.pk}/"):
        assert safe(browses.get(address).content.decode())
