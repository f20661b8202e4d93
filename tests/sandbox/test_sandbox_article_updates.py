"""What happens to an article later is exactly what is read from the etag one had."""

import time
from typing import Any

import pytest

from providers.sandbox.server import Running, running
from tests.sandbox.calls import Vendor, vendor_of

LATER = (
    {"type": "comment-created", "times": 2},
    {"type": "reply-created"},
    {"type": "comment-edited"},
    {"type": "reply-edited"},
    {"type": "comment-deleted"},
    {"type": "comment-soft-deleted"},
    {"type": "reply-deleted"},
    {"type": "comment-anonymous"},
    {"type": "reply-anonymous"},
    {"type": "poll-opened"},
)


def states(vendor: Vendor) -> dict[str, Any]:
    return {message["id"]: message for message in vendor.truth(post_id="article-1")[1:]}


def test_from_new_etag_come_exactly_the_appended_events(vendor: Vendor) -> None:
    before = vendor.feed("article-1")
    appended = vendor.append("article-1", *LATER)
    assert appended["from_etag"] == before["new_etag"]
    update = vendor.feed("article-1", etag=before["new_etag"])
    assert update["events"] == appended["events"]
    assert [event["type"] for event in update["events"]][1:] == [one["type"] for one in LATER]
    assert update["new_etag"] == appended["new_etag"]
    assert vendor.feed("article-1")["events"] == before["events"] + appended["events"]
    assert vendor.feed("article-1", etag=update["new_etag"])["events"] == []


def test_each_change_happens_to_another_message(vendor: Vendor) -> None:
    before = states(vendor)
    appended = vendor.append("article-1", *LATER)
    after = states(vendor)
    touched = [event["message"]["id"] for event in appended["events"][:-1]]
    assert len(set(touched)) == len(touched)
    new = [message_id for message_id in after if message_id not in before]
    assert new == touched[:3]
    changed = {one for one, message in before.items() if after[one] != message}
    assert changed >= set(touched[3:])
    carried_off = changed - set(touched[3:])
    deleted = next(one for one in appended["events"] if one["type"] == "comment-deleted")
    assert {after[one]["root"] for one in carried_off} <= {deleted["message"]["id"]}


def test_an_event_can_be_told_what_it_happens_to(vendor: Vendor) -> None:
    first = next(
        message["id"]
        for message in states(vendor).values()
        if message["type"] == "comment" and not (message["deleted"] or message["anonymous"])
    )
    edit = {"type": "comment-edited", "id": first, "content": "=new", "written_at": 1700000000}
    reply = {"type": "reply-created", "parent": first, "content": "why?"}
    edited, replied = (one["message"] for one in vendor.append("article-1", edit, reply)["events"])
    assert (edited["id"], edited["content"]) == (first, "=new")
    assert edited["written_at"] == "2023-11-14 22:13:20 +0000"
    assert replied["id"].startswith(first + "_r_")
    assert states(vendor)[first]["text"] == "=new"


def test_new_messages_are_written_now_and_changed_ones_when_they_were(
    sandbox: Running, vendor: Vendor
) -> None:
    sandbox.configure(article_times="seconds")
    written = {
        event["message"]["id"]: event["message"]["written_at"]
        for event in vendor.feed("article-1")["events"]
    }
    new, edited = vendor.append(
        "article-1", {"type": "comment-created"}, {"type": "comment-edited"}
    )["events"]
    assert abs(new["message"]["written_at"] - time.time()) < 10
    assert edited["message"]["written_at"] == written[edited["message"]["id"]]


def test_what_was_appended_outlives_a_restart_and_other_settings(
    sandbox: Running, vendor: Vendor
) -> None:
    vendor.append("article-1", *LATER)
    whole = vendor.feed("article-1")
    sandbox.configure(article_events=20)
    assert vendor.feed("article-1") == whole
    with running(sandbox.sandbox.directory) as again:
        assert vendor_of(again).feed("article-1") == whole


def test_an_article_can_begin_anew(vendor: Vendor) -> None:
    vendor.append("brand/new", {"type": "comment-created", "times": 4})
    assert len(vendor.feed("brand/new")["events"]) == 4
    vendor.keep("brand/new", 3)
    assert len(vendor.feed("brand/new")["events"]) == 3
    vendor.control("POST", "reset")
    assert vendor.feed("brand/new")["events"] == []


@pytest.mark.parametrize(
    "events",
    [
        [{"type": "reply-edited", "times": 1000}],
        [{"type": "comment-edited", "id": "sp_Dem0Spot_article-1_c_none"}],
        [{"type": "comment-created", "colour": "red"}],
        [{"type": "comment-created", "times": "often"}],
        [{"id": "x"}],
        ["comment-created"],
        "comment-created",
        5,
    ],
)
def test_what_cannot_happen_changes_nothing(vendor: Vendor, events: object) -> None:
    before = vendor.feed("article-1")
    document = {"post_id": "article-1", "events": events}
    assert vendor.control("POST", "articles/events", document).status == 400
    assert vendor.feed("article-1") == before


@pytest.mark.parametrize(
    "document", [{"post_id": "a"}, {"events": 3}, {"post_id": "a", "events": -1}]
)
def test_an_article_needs_an_id_and_a_number(vendor: Vendor, document: object) -> None:
    assert vendor.control("POST", "articles", document).status == 400
