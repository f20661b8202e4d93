"""User activity against a vendor that says what a test tells it to: what is asked and read."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from providers.errors import UnclearAnswer, Unreachable, VendorTrouble
from providers.openweb.people_ids import PersonId, PersonKind
from providers.openweb.user_activity_records import (
    ActivityPage,
    Answered,
    Block,
    BlockKind,
    Conversation,
    MessageKind,
    Status,
    User,
    VendorCursor,
)
from tests.providers.documents import ACTIVITY
from tests.providers.looking_up import ANN, SPOT, activity, answer
from tests.providers.vendor import Vendor


def page(
    vendor: Vendor, body: str | bytes, offset: int = 0, person: PersonId = ANN
) -> ActivityPage:
    vendor.says(body)
    with activity(vendor.url) as asked:
        return asked.page(person, offset, 5)


def test_the_documents_sample_is_read(vendor: Vendor) -> None:
    found = page(vendor, ACTIVITY)
    (message,) = found.messages
    assert found.answered is Answered.LISTED
    assert found.cursor == VendorCursor(1, 1, has_next=False)
    assert found.conversations == (
        Conversation("CONVERSATION_ID", "SPOT_ID", "", "ARTICLE_TITLE", "ARTICLE_DESCRIPTION", ""),
    )
    assert found.users == {
        "USER_ID": User("USER_ID", "DISPLAY_NAME", "USER_NAME", True, "PRIMARY_KEY")
    }
    assert (message.id, message.conversation_id) == ("COMMENT_ID", "CONVERSATION_ID")
    assert (message.user_id, message.root_id, message.parent_id) == (
        "USER_ID", "ROOT_COMMENT_ID", "",
    )  # fmt: skip
    assert (message.kind, message.depth) == (MessageKind.COMMENT, 0)
    assert message.written_at == datetime(2020, 11, 22, 13, 51, 18, tzinfo=UTC)
    assert (message.status, message.status_word) == (Status.APPROVED, "approved")
    assert message.previous_state == "approved"
    assert (message.edited, message.deleted, message.published) == (False, False, True)
    assert message.blocks == (Block(BlockKind.TEXT, "text", "MESSAGE_TEXT"),)
    assert message.text == "MESSAGE_TEXT"
    assert json.loads(message.raw) == json.loads(ACTIVITY)["items"][0]["data"]["messages"][0]
    assert "\n" not in message.raw


@pytest.mark.parametrize(
    ("kind", "field"),
    [(PersonKind.USER_ID, "profile_user_id"), (PersonKind.PRIMARY_KEY, "primary_key")],
)
@pytest.mark.parametrize("count", [None, 5])
def test_the_request_is_the_documented_one_with_one_of_the_ids(
    vendor: Vendor, kind: PersonKind, field: str, count: int | None
) -> None:
    vendor.says(ACTIVITY)
    with activity(vendor.url) as asked:
        asked.page(PersonId(kind, "x"), 10, count)
    (request,) = vendor.asked
    assert (request.method, request.path) == ("POST", "/v1/user/activity")
    headers = {name.lower(): value for name, value in request.headers.items()}
    assert (headers["x-spot-id"], headers["apikey"]) == (SPOT, "good-token")
    assert headers["content-type"] == "application/json"
    sent = {field: "x", "offset": 10} | ({} if count is None else {"count": 5})
    assert json.loads(request.body) == sent


def test_a_key_that_is_not_ascii_is_sent_as_utf_8(vendor: Vendor) -> None:
    vendor.says(ACTIVITY)
    with activity(vendor.url, token="schlüssel €") as asked:
        asked.page(ANN, 0, 5)
    headers = {name.lower(): value for name, value in vendor.asked[0].headers.items()}
    assert headers["apikey"].encode("latin-1").decode() == "schlüssel €"


def test_users_may_be_missing_and_people_unknown_to_them(vendor: Vendor) -> None:
    forms: list[Any] = [{}, [], None, {"u_bob": None}, {"u_bob": {"registered": None}}]
    for users in forms:
        vendor.scripts.clear()
        found = page(vendor, answer({"id": "m", "user_id": "u_ann"}, users=users))
        assert [message.user_id for message in found.messages] == ["u_ann"]
        assert found.users in ({}, {"u_bob": User("u_bob", "", "", None, "")})


REPLY = {"id": "r", "user_id": "u_bob", "replies": [{"id": "rr", "user_id": "u_ann"}]}


def test_own_messages_within_replies_count_and_those_of_others_are_context(vendor: Vendor) -> None:
    found = page(vendor, answer({"id": "m", "user_id": "u_ann", "replies": [REPLY, {"id": "?"}]}))
    assert [message.id for message in found.messages] == ["m", "rr"]
    assert [message.id for message in found.context] == ["r", "?"]


def test_listed_messages_of_others_are_context_when_the_person_is_named(vendor: Vendor) -> None:
    parent = {"id": "parent", "user_id": "u_bob"}
    found = page(vendor, answer(parent, {"id": "m", "user_id": "u_ann"}, {"id": "nobody's"}))
    assert [message.id for message in found.messages] == ["m", "nobody's"]
    assert [message.id for message in found.context] == ["parent"]


def test_a_reply_within_the_comment_of_another_makes_that_comment_context(vendor: Vendor) -> None:
    found = page(vendor, answer(REPLY))
    assert [message.id for message in found.messages] == ["rr"]
    assert [message.id for message in found.context] == ["r"]


def test_a_person_whose_messages_carry_another_id_still_has_them(vendor: Vendor) -> None:
    reply = {"id": "r", "user_id": "u_bob"}
    found = page(vendor, answer({"id": "m", "user_id": "u_guest", "replies": [reply]}))
    assert [message.id for message in found.messages] == ["m"]
    assert [message.id for message in found.context] == ["r"]


def test_a_primary_key_leads_to_the_messages_of_its_user(vendor: Vendor) -> None:
    messages = ({"id": "m", "user_id": "u_ann"}, {"id": "other", "user_id": "u_bob"})
    users = {"u_ann": {"sso_primary_key": "77"}, "u_bob": {"sso_primary_key": "78"}}
    found = page(
        vendor, answer(*messages, users=users), person=PersonId(PersonKind.PRIMARY_KEY, "77")
    )
    assert [message.id for message in found.messages] == ["m"]


def test_a_message_that_comes_twice_is_as_the_own_list_has_it(vendor: Vendor) -> None:
    listed = {"id": "rr", "user_id": "u_ann", "status": "rejected"}
    found = page(vendor, answer(REPLY, listed, {"id": "m", "user_id": "u_ann"}, listed))
    assert [(one.id, one.status_word) for one in found.messages] == [("rr", "rejected"), ("m", "")]


def test_a_conversation_that_comes_twice_is_one(vendor: Vendor) -> None:
    item = {"data": {"conversation_id": f"{SPOT}_finmb$1", "messages": [{"id": "m"}]}}
    found = page(vendor, json.dumps({"items": [item, item]}))
    assert [(one.id, one.spot_id, one.post_id) for one in found.conversations] == [
        (f"{SPOT}_finmb$1", SPOT, "finmb_1")
    ]


def test_a_conversation_without_id_is_known_from_its_messages(vendor: Vendor) -> None:
    item = {"data": {"messages": [{"id": f"{SPOT}_post_c_1_r_2"}]}}
    found = page(vendor, json.dumps({"items": [item]}))
    assert found.conversations[0].id == found.messages[0].conversation_id == f"{SPOT}_post"
    assert found.messages[0].parent_id == f"{SPOT}_post_c_1"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://news.example/a?b=c#d", True),
        ("http://news.example", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt://news.example/%0aalert(1)", False),
        ("data:text/html,<script>", False),
        ("//news.example/a", False),
        ("/a", False),
        ("https://", False),
        ("https://[", False),
        ("https://news.example/a\nb", False),
        (7, False),
        (None, False),
    ],
)
def test_a_link_is_kept_only_when_a_browser_may_follow_it(
    vendor: Vendor, url: object, kept: bool
) -> None:
    item = {"data": {"conversation_id": "c", "conversation": {"url": url}, "messages": []}}
    (conversation,) = page(vendor, json.dumps({"items": [item]})).conversations
    assert conversation.url == (url if kept else "")


@pytest.mark.parametrize("body", ["", "{}", "[]", "null", '{"items": []}', '{"items": null}'])
def test_nothing_at_all_is_an_answer(vendor: Vendor, body: str) -> None:
    found = page(vendor, body)
    assert (found.answered, found.messages) == (Answered.NOTHING, ())


@pytest.mark.parametrize("body", ["", "{}"])
def test_nothing_at_all_in_the_middle_is_not_the_end(vendor: Vendor, body: str) -> None:
    with pytest.raises(UnclearAnswer):
        page(vendor, body, offset=5)


@pytest.mark.parametrize(
    "body",
    ["<html>portal</html>", '"items"', '{"items": {}}', '{"items": "none"}', '{"data": []}',
     ACTIVITY[:-20], "[" * 100_000, '{"items": ' + "[" * 100_000],
)  # fmt: skip
def test_anything_but_the_documented_answer_is_unclear(vendor: Vendor, body: str) -> None:
    with pytest.raises(UnclearAnswer):
        page(vendor, body)


def test_entries_that_are_no_messages_are_counted(vendor: Vendor) -> None:
    items: list[Any] = [None, 7, {"data": 7}, {"data": {"messages": {}}}, {"data": {}}]
    items.append({"data": {"messages": [None, 7, {"id": "m", "replies": "none"}]}})
    found = page(vendor, json.dumps({"items": items}))
    assert ([message.id for message in found.messages], found.unreadable) == (["m"], 7)


def test_half_an_emoji_and_bytes_that_are_no_text_do_no_harm(vendor: Vendor) -> None:
    body = answer({"id": "m", "content": "TEXT"}).encode()
    found = page(vendor, body.replace(b"TEXT", rb"\ud83d x \udc00 \" \\ud83d \ud83d\ude00"))
    assert found.messages[0].text == '\ufffd x \ufffd " \\ud83d \U0001f600'
    vendor.scripts.clear()
    found = page(vendor, body.replace(b"TEXT", b"\xff"))
    assert found.messages[0].text == "\ufffd"


def test_replies_within_replies_have_a_bottom(vendor: Vendor) -> None:
    message: dict[str, Any] = {"id": "m0", "user_id": "u_ann"}
    for level in range(1, 200):
        message = {"id": f"m{level}", "user_id": "u_ann", "replies": [message]}
    assert 2 < len(page(vendor, answer(message)).messages) < 20


@pytest.mark.parametrize(("status", "failure"), [(503, VendorTrouble), (302, UnclearAnswer)])
def test_trouble_and_redirects_are_failures(
    vendor: Vendor, status: int, failure: type[Exception]
) -> None:
    vendor.says("", status, Location="http://127.0.0.1:9/")
    with activity(vendor.url) as asked, pytest.raises(failure):
        asked.page(ANN, 0, 5)
    assert len(vendor.asked) == 1


def test_a_vendor_that_is_not_there_is_unreachable() -> None:
    with activity("http://127.0.0.1:9") as asked, pytest.raises(Unreachable):
        asked.page(ANN, 0, 5)
