"""A page costs as many queries for hundreds of rows as for a few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conversations.models import Change
from tests.conversations.rows import FIRST, make_conversation, make_tenant


def queries(client, url, query=None, **options) -> int:
    client.get(url, query, **options)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, query, **options).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("", {}),
        ("", {"sort": "name", "type": "course", "gone": "1"}),
        ("", {"seen": "x"}),
        ("numbers/", {}),
        ("numbers/", {"type": "course", "status": ["open", "ended"], "visible": "yes"}),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_a_list(browses, tenant, path, query, htmx):
    if path and not htmx:
        query = {**query, "counted": "1"}  # where this leads to
        path = ""
    options = {"headers": {"HX-Request": "true"}} if htmx else {}
    address = f"/conversations/{tenant.pk}/{path}"
    same = {"type": "course", "status": "open", "visible": True}
    make_conversation(tenant, "few", **same)
    number = queries(browses, address, query, **options)
    for at in range(45):
        make_conversation(tenant, str(at), **same)
    assert queries(browses, address, query, **options) == number
    assert number < 25


def test_the_choice_of_a_tenant(browses, tenant):
    make_tenant("Tenant", key_id="ONQ-1")
    number = queries(browses, "/conversations/?all")
    for at in range(2, 20):
        make_tenant(f"Tenant {at}", key_id=f"ONQ-{at}")
    assert queries(browses, "/conversations/?all") == number


def test_a_history(browses, tenant):
    conversation = make_conversation(tenant)
    number = queries(browses, conversation.get_absolute_url())
    Change.objects.bulk_create(
        Change(conversation=conversation, field="name", seen_at=FIRST) for _ in range(150)
    )
    assert queries(browses, conversation.get_absolute_url()) == number
