"""The article feed: what happens in a conversation, to whom, and what is said."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from providers.sandbox.articles.script import CHAPTER
from providers.sandbox.people import posts_of
from providers.sandbox.server import Running, running
from providers.sandbox.texts import HOSTILE, HOSTILE_NAMES
from tests.sandbox.calls import Vendor, vendor_of

KINDS = {
    "comment-created", "comment-edited", "comment-deleted", "comment-soft-deleted",
    "comment-anonymous", "reply-created", "reply-edited", "reply-deleted", "reply-anonymous",
}  # fmt: skip


def kinds(answer: dict[str, Any]) -> list[str]:
    return [event["type"] for event in answer["events"]]


def test_the_ids_of_a_conversation_are_escaped_as_the_vendor_does(sandbox: Running) -> None:
    vendor = vendor_of(sandbox)
    for post in posts_of(sandbox.spot_id, 1)[:5]:
        answer = vendor.feed(post.post_id)
        assert answer["post_id"] == post.post_id
        assert answer["conversation_id"] == f"sp_Dem0Spot_{post.escaped}"
        ids = [event["message"]["id"] for event in answer["events"]]
        assert all(one.startswith(f"sp_Dem0Spot_{post.escaped}_c_") for one in ids)
    assert "urn$3Auri$3Abase64$3A" in posts_of(sandbox.spot_id, 1)[3].escaped


@pytest.mark.parametrize("post_id", ["threadkeep-key-check", "article-", "article-1x", "Article-1"])
def test_an_unknown_article_has_no_events(vendor: Vendor, post_id: str) -> None:
    answer = vendor.feed(post_id, etag=7)
    assert (answer["from_etag"], answer["new_etag"]) == (7, 7)
    assert (answer["events"], answer["users"]) == ([], {})


def test_the_same_article_is_the_same_on_another_machine(vendor: Vendor, tmp_path: Path) -> None:
    here = vendor.article(post_id="article-1").body
    with running(tmp_path / "other", {}) as other:
        assert vendor_of(other).article(post_id="article-1").body == here
        assert vendor_of(other).article(post_id="article-2").body != here
        other.configure(seed=2)
        assert vendor_of(other).article(post_id="article-1").body != here


def test_every_documented_kind_happens_in_a_short_conversation(
    sandbox: Running, vendor: Vendor
) -> None:
    sandbox.configure(article_events=15)
    assert set(kinds(vendor.feed("article-1"))) == KINDS


def test_a_longer_conversation_goes_on_where_the_shorter_one_ended(
    sandbox: Running, vendor: Vendor
) -> None:
    long = vendor.feed("article-1")["events"]
    sandbox.configure(article_events=31)
    assert vendor.feed("article-1")["events"] == long[:31]


def test_nothing_happens_to_a_message_that_is_not_there(vendor: Vendor) -> None:
    vendor.keep("article-1", 40 * len(CHAPTER))
    created: set[str] = set()
    gone: set[str] = set()
    for event in vendor.feed("article-1")["events"]:
        message_id = event["message"]["id"]
        if event["type"].endswith("-created"):
            assert message_id not in created
            created.add(message_id)
        assert message_id in created
        assert message_id not in gone
        if event["type"].endswith("deleted"):
            gone.add(message_id)


def test_late_events_happen_long_after_what_they_happen_to(vendor: Vendor) -> None:
    vendor.keep("article-1", 40 * len(CHAPTER))
    seen: dict[str, int] = {}
    distances = []
    for number, event in enumerate(vendor.feed("article-1")["events"]):
        distances.append(number - seen.setdefault(event["message"]["id"], number))
    assert max(distances) > 20 * len(CHAPTER) - 10


def test_authors_come_in_every_form(vendor: Vendor) -> None:
    vendor.keep("article-1", 40 * len(CHAPTER))
    answer = vendor.feed("article-1")
    messages = [event["message"] for event in answer["events"]]
    users = {message["user_id"] for message in messages if "user_id" in message}
    guests = {message["nick_name"] for message in messages if "nick_name" in message}
    forms = Counter(("user_id" in one, "nick_name" in one) for one in messages)
    assert set(forms) == {(True, False), (False, True), (False, False)}
    assert set(answer["users"]) < users
    assert guests == set(HOSTILE_NAMES)
    assert {user["display_name"] for user in answer["users"].values()} & set(HOSTILE_NAMES)


def test_texts_hold_everything_hostile_and_deletions_hold_none(vendor: Vendor) -> None:
    vendor.keep("article-1", 40 * len(CHAPTER))
    events = vendor.feed("article-1")["events"]
    created = {one["message"]["content"] for one in events if one["type"].endswith("-created")}
    deleted = {one["message"]["content"] for one in events if one["type"].endswith("deleted")}
    assert created > set(HOSTILE)
    assert deleted == {""}


def test_unknown_kinds_mix_in_when_wanted(sandbox: Running, vendor: Vendor) -> None:
    usual = vendor.feed("article-1")
    sandbox.configure(article_unknown_events=True)
    answer = vendor.feed("article-1")
    assert set(kinds(answer)) == KINDS | {"comment-pinned", "conversation-closed"}
    assert (len(answer["events"]), answer["new_etag"]) == (60, usual["new_etag"])
    assert {"type": "conversation-closed"} in answer["events"]


def test_events_can_name_another_spot(sandbox: Running, vendor: Vendor) -> None:
    sandbox.configure(foreign_spot="sp_Foreign1")
    answer = vendor.feed("article-1")
    assert answer["spot_id"] == "sp_Foreign1"
    ids = [event["message"]["id"] for event in answer["events"]]
    assert all(one.startswith("sp_Foreign1_article-1_c_") for one in ids)
