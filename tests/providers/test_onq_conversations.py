"""onQ's conversations from a vendor that says what a test tells it to: what is asked and read."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from providers.errors import UnclearAnswer
from providers.onq.answer import ENVELOPES, Page
from providers.onq.records import FIELDS, Conversation
from tests.providers.onq_calls import TENANT, conversations
from tests.providers.vendor import Vendor

# The document's fields, in its order, with values of the words it names.
ROW: dict[str, Any] = {
    "id": "c-1",
    "type": "course",
    "sub_type": "PUBLIC",
    "org_id": 7,
    "name": "Nurses",
    "content_name": "Shift plans",
    "status": "started",
    "register_status": "closed",
    "start_on": "2024-03-01T09:00:00Z",
    "end_on": 1711962000,
    "close_on": 1709283600000,
    "start_register_on": "2024-02-01T09:00:00.000+0000",
    "last_updated_on": None,
    "created_on": "",
    "visible": True,
    "active": "false",
    "private_mode": "TRUE",
    "external_code": None,
    "max_count": 0,
    "max_user_count": "20",
    "max_facilitator_count": None,
    "registered_user_count": 19,
    "registered_facilitator_count": 1,
    "open_questions_count": 2,
    "to_facilitator_count": 0,
}


def page(vendor: Vendor, body: object, number: int = 1, size: int = 32) -> Page:
    vendor.says(body if isinstance(body, bytes | str) else json.dumps(body))
    with conversations(vendor.url) as asked:
        return asked.page(number, size)


def read(found: Page) -> list[Conversation]:
    return [one.read() for one in found.entries]


def test_the_request_is_the_documented_one_with_a_token(vendor: Vendor) -> None:
    page(vendor, [], 3, 32)
    (request,) = vendor.asked
    asked = urlsplit(request.path)
    assert (request.method, asked.path) == ("GET", "/api/external/conversations")
    assert parse_qs(asked.query) == {"size": ["32"], "page": ["3"]}
    scheme, token = request.headers["Authorization"].split()
    assert scheme == "Bearer"
    assert token.count(".") == 2


def test_every_documented_field_is_read(vendor: Vendor) -> None:
    (found,) = read(page(vendor, [ROW]))
    assert tuple(ROW) == FIELDS
    assert found == Conversation(
        id="c-1",
        type="course",
        sub_type="PUBLIC",
        org_id="7",
        name="Nurses",
        content_name="Shift plans",
        status="started",
        register_status="closed",
        start_on=datetime(2024, 3, 1, 9, tzinfo=UTC),
        end_on=datetime(2024, 4, 1, 9, tzinfo=UTC),
        close_on=datetime(2024, 3, 1, 9, tzinfo=UTC),
        start_register_on=datetime(2024, 2, 1, 9, tzinfo=UTC),
        last_updated_on=None,
        created_on=None,
        visible=True,
        active=False,
        private_mode=True,
        external_code="",
        max_count=0,
        max_user_count=20,
        max_facilitator_count=None,
        registered_user_count=19,
        registered_facilitator_count=1,
        open_questions_count=2,
        to_facilitator_count=0,
        raw=json.dumps(ROW),
        says_all=False,
    )


def test_what_onq_adds_is_kept_in_the_raw_json(vendor: Vendor) -> None:
    (found,) = read(page(vendor, [{"id": 1, "tags": ["a"]}]))
    assert (found.id, found.name, found.max_count) == ("1", "", None)
    assert json.loads(found.raw) == {"id": 1, "tags": ["a"]}
    assert not found.says_all


@pytest.mark.parametrize("name", ENVELOPES)
def test_the_list_stands_bare_or_in_an_envelope_or_in_two(vendor: Vendor, name: str) -> None:
    bare = page(vendor, [ROW])
    for body in ({name: [ROW], "total": 1}, {"data": {name: [ROW]}}, {"page": 1, name: [ROW]}):
        vendor.scripts.clear()
        assert page(vendor, body) == bare


def test_an_empty_list_is_an_answer(vendor: Vendor) -> None:
    bodies: list[Any] = [[], {"content": []}, {"data": {"items": []}}]
    for body in bodies:
        vendor.scripts.clear()
        assert page(vendor, body) == Page((), 0)


@pytest.mark.parametrize(
    "body",
    ["", "null", "7", "{}", '{"content": {}}', '{"content": null}', '{"list": []}', "<html>",
     '[{"id": 1}', '{"data": {"data": {"data": []}}}', "[" * 100_000, '{"data":' * 100_000],
)  # fmt: skip
def test_anything_else_is_unclear(vendor: Vendor, body: str) -> None:
    with pytest.raises(UnclearAnswer):
        page(vendor, body)


def test_rows_without_an_id_are_counted_and_twins_are_one(vendor: Vendor) -> None:
    rows: list[Any] = [{"id": 1, "name": "a"}, {"id": ""}, {"name": "b"}, 7, None, {"id": 1}]
    found = page(vendor, rows)
    assert [one.name for one in read(found)] == ["a"]
    assert (found.rows, found.unreadable) == (6, 4)


def test_hostile_text_is_read_as_it_is_and_half_an_emoji_does_no_harm(vendor: Vendor) -> None:
    body = (
        rb'[{"id": "1", "name": "<b>=1+1 \ud83d", "content_name": "a\u0000b", "status": {"x": 1}}]'
    )
    (found,) = read(page(vendor, body))
    assert (found.name, found.content_name) == ("<b>=1+1 \ufffd", "a\ufffdb")
    assert found.status == '{"x": 1}'


def test_what_is_no_number_no_date_and_no_boolean_is_missing(vendor: Vendor) -> None:
    odd = {"max_count": "many", "start_on": "soon", "visible": "maybe", "open_questions_count": -1}
    (found,) = read(page(vendor, [{"id": 1, **odd}]))
    assert (found.max_count, found.start_on, found.visible) == (None, None, None)
    assert found.open_questions_count is None


def test_the_secret_and_the_token_are_in_no_repr(vendor: Vendor) -> None:
    with conversations(vendor.url) as asked:
        assert repr(asked) == f"<Conversations {TENANT.audience}>"
