"""User activity: who has any, in which order and pages, how odd it is, and when it is refused."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from providers.sandbox.people import people_of
from providers.sandbox.server import Running, running
from providers.sandbox.texts import HOSTILE
from tests.sandbox.calls import Vendor, call, vendor_of


def messages(answer: dict[str, Any]) -> list[Any]:
    return [one for item in answer["items"] for one in item["data"]["messages"]]


def ids(answer: dict[str, Any]) -> list[str]:
    return [message["id"] for message in messages(answer)]


def everything(vendor: Vendor, messages: int = 300) -> Any:
    answer = vendor.wrote(f"u_wrote{messages}", count=100_000)
    assert not answer["cursor"]["has_next"]
    return answer


@pytest.fixture
def unlimited(sandbox: Running) -> Running:
    sandbox.configure(activity_page_limit=0)
    return sandbox


def test_the_truth_lists_every_message_newest_first(unlimited: Running, vendor: Vendor) -> None:
    summary, *known = vendor.truth(user_id="u_wrote300")
    answer = everything(vendor)
    assert summary["messages"] == len(known) == 300
    assert summary["conversations"] == len(answer["items"])
    assert sorted(ids(answer)) == sorted(one["id"] for one in known)
    written = [one["written_at"] for one in known]
    assert written == sorted(written, reverse=True)
    assert vendor.truth(user_id="u_wrote300", rows=0) == [summary]
    assert vendor.control("GET", "truth?user_id=u_nobody").status == 404


def test_a_person_is_the_same_on_another_machine(vendor: Vendor, tmp_path: Path) -> None:
    here = vendor.activity(profile_user_id="u_wrote30").body
    with running(tmp_path / "other", {}) as other:
        assert vendor_of(other).activity(profile_user_id="u_wrote30").body == here
        assert vendor_of(other).activity(profile_user_id="u_wrote31").body != here
        other.configure(seed=2)
        assert vendor_of(other).activity(profile_user_id="u_wrote30").body != here


def test_a_longer_activity_only_adds_newer_messages(vendor: Vendor) -> None:
    seen = []
    for length in (30, 50):
        vendor.control("POST", "people", {"user_id": "u_ann", "messages": length})
        seen.append([one["id"] for one in vendor.truth(user_id="u_ann")[1:]])
    assert seen[1][20:] == seen[0]


def test_authors_of_comments_and_articles_are_known(vendor: Vendor) -> None:
    events = vendor.feed("article-1")["events"]
    authors = {one["message"]["user_id"] for one in events if "user_id" in one.get("message", {})}
    authors |= {person.user_id for person in people_of("sp_Dem0Spot", 1)[:5]}
    for author in authors:
        assert vendor.truth(user_id=author, rows=0)[0]["messages"] == 40
    assert vendor.wrote(people_of("sp_Dem0Spot", 1)[1].user_id)["users"]


def test_whose_name_is_gone_is_not_among_the_users(vendor: Vendor) -> None:
    answer = vendor.wrote("u_gone0A1B2C3D")
    assert (answer["users"], len(messages(answer))) == (None, 10)


def test_a_primary_key_finds_the_same_person(vendor: Vendor) -> None:
    vendor.control("POST", "people", {"user_id": "u_ann", "primary_key": "a|1", "messages": 3})
    assert vendor.activity(primary_key="a|1").json() == vendor.wrote("u_ann")
    by_rule = vendor.truth(user_id="u_wrote12", rows=0)[0]["primary_key"]
    assert vendor.activity(primary_key=by_rule).json() == vendor.wrote("u_wrote12")
    assert vendor.wrote("u_wrote12")["users"]["u_wrote12"]["sso_primary_key"] == by_rule
    assert vendor.activity(primary_key="nobody's").json()["items"] == []


def test_who_never_registered_has_no_primary_key(vendor: Vendor) -> None:
    people = [
        vendor.truth(user_id=one.user_id, rows=0)[0] for one in people_of("sp_Dem0Spot", 1)[:30]
    ]
    without = [one["user_id"] for one in people if not one["primary_key"]]
    assert 0 < len(without) < 30
    assert vendor.wrote(without[0])["users"][without[0]]["registered"] is False
    assert vendor.activity(primary_key=f"reader-{without[0][2:]}").json()["items"] == []


@pytest.mark.parametrize("counts", ["messages", "conversations"])
@pytest.mark.parametrize("reading", ["next", "position"])
def test_pages_lead_through_everything_once(
    sandbox: Running, vendor: Vendor, counts: str, reading: str
) -> None:
    sandbox.configure(activity_counts=counts, activity_offset=reading)
    seen, offset, more = [], 0, True
    while more:
        answer = vendor.wrote("u_wrote100", count=7, offset=offset)
        cursor, more = answer["cursor"], answer["cursor"]["has_next"]
        taken = len(messages(answer) if counts == "messages" else answer["items"])
        assert cursor["count"] == taken <= 7
        assert cursor["offset"] == (offset + taken if reading == "next" else offset)
        seen += ids(answer)
        offset += taken
    assert len(seen) == len(set(seen)) == 100


def test_a_conversation_of_messages_can_lie_on_two_pages(vendor: Vendor) -> None:
    pages = [vendor.wrote("u_wrote100", count=1, offset=offset) for offset in range(100)]
    talks = [page["items"][0]["data"]["conversation_id"] for page in pages]
    assert len(set(talks)) < 100


def test_a_count_has_a_default_and_a_limit(sandbox: Running, vendor: Vendor) -> None:
    assert len(ids(vendor.wrote("u_wrote300"))) == 10
    assert len(ids(vendor.wrote("u_wrote300", count=100_000))) == 100
    sandbox.configure(activity_page=3, activity_page_limit=5)
    assert len(ids(vendor.wrote("u_wrote300"))) == 3
    assert len(ids(vendor.wrote("u_wrote300", count=6))) == 5


def test_beyond_the_end_there_is_nothing(vendor: Vendor) -> None:
    answer = vendor.wrote("u_wrote9", offset=9)
    assert (answer["items"], answer["cursor"]["has_next"]) == ([], False)


def test_five_thousand_messages_come_quickly(vendor: Vendor) -> None:
    started = time.monotonic()
    answer = vendor.wrote("u_wrote5000", count=100, offset=4900)
    assert (len(ids(answer)), answer["cursor"]["has_next"]) == (100, False)
    assert time.monotonic() - started < 5


@pytest.mark.usefixtures("unlimited")
def test_data_are_odd_in_every_way(vendor: Vendor) -> None:
    answer = everything(vendor)
    found = messages(answer)
    assert {one["status"] for one in found} >= {"approved", "rejected", "pending", "quarantined"}
    for name in ("deleted", "edited"):
        assert {one[name] for one in found} >= {True, False, None, "false"}
    assert any(one.get("rank", 0) is None for one in found)
    assert any("parent_id" not in one for one in found)
    assert any(isinstance(one["written_at"], str) for one in found)
    blocks = [block for one in found for block in one["content"] or [] if block]
    assert {block["type"] for block in blocks} == {
        "text", "image", "animation", "user-mention", "poll",
    }  # fmt: skip
    texts = {block["text"] for block in blocks if block["type"] == "text"}
    assert texts & set(HOSTILE)
    assert any(str(text).startswith("<p>") for text in texts)
    talks = [item["data"]["conversation"] for item in answer["items"]]
    assert None in talks
    urls = {talk["url"] for talk in talks if talk}
    assert "javascript:alert(document.cookie)" in urls


def test_others_reply_within_messages_when_wanted(unlimited: Running, vendor: Vendor) -> None:
    assert not any(one["replies"] for one in messages(everything(vendor, 30)))
    unlimited.configure(activity_replies=True)
    answer = everything(vendor, 30)
    repliers = [reply["user_id"] for one in messages(answer) for reply in one["replies"] or []]
    assert repliers
    assert set(repliers) | {"u_wrote30"} == set(answer["users"])


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("seconds", 1735689600),
        ("fractions", 1735689600.25),
        ("milliseconds", 1735689600000),
        ("text", "2025-01-01 00:00:00 +0000"),
    ],
)
def test_times_come_in_four_forms(
    sandbox: Running, vendor: Vendor, form: str, written: object
) -> None:
    sandbox.configure(activity_times=form)
    (message,) = messages(vendor.wrote("u_wrote1"))
    assert message["written_at"] == message["time"] == written


def test_an_unknown_person_has_nothing_or_is_not_found(sandbox: Running, vendor: Vendor) -> None:
    assert vendor.activity(profile_user_id="u_nobody").json()["items"] == []
    sandbox.configure(activity_unknown="not_found")
    assert vendor.activity(profile_user_id="u_nobody").status == 404


def test_it_is_refused_where_it_is_not_enabled(sandbox: Running, vendor: Vendor) -> None:
    for setting, status in (("sp_Other123", 200), ("sp_Dem0Spot", 403), ("*", 403), ("", 200)):
        sandbox.configure(activity_off=setting)
        assert vendor.activity(profile_user_id="u_wrote1").status == status


def test_a_wrong_key_another_spots_key_and_none_are_refused(vendor: Vendor) -> None:
    vendor.control("POST", "spots", {"spot_id": "sp_Other123", "token": "öther €"})
    assert call(f"{vendor.url}/v1/user/activity", "POST", {"count": 1}).status == 401
    for token, status in (("wrong", 401), ("öther €".encode().decode("latin-1"), 403)):
        vendor.identity["token"] = token
        assert vendor.activity(profile_user_id="u_wrote1").status == status


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"profile_user_id": ""},
        {"profile_user_id": 7},
        {"count": "5"},
        {"offset": -1},
        {"count": 1.5},
    ],
)
def test_a_bad_request_is_told(vendor: Vendor, fields: dict[str, object]) -> None:
    known = {} if not fields or "profile_user_id" in fields else {"profile_user_id": "u_wrote1"}
    assert vendor.activity(**known, **fields).status == 400


@pytest.mark.parametrize(
    "person",
    [{}, {"user_id": ""}, {"user_id": "u_a", "messages": -1}, {"user_id": 7, "messages": 1},
     {"user_id": "u_a", "messages": "many"}, {"user_id": "u_a", "messages": 1, "primary_key": 7}],
)  # fmt: skip
def test_an_impossible_person_is_refused(vendor: Vendor, person: dict[str, object]) -> None:
    assert vendor.control("POST", "people", person).status == 400


def test_a_reset_forgets_people(vendor: Vendor) -> None:
    vendor.control("POST", "people", {"user_id": "u_ann", "messages": 3})
    vendor.control("POST", "reset")
    assert vendor.wrote("u_ann")["items"] == []


def test_faults_happen_here_too_and_to_one_person(sandbox: Running, vendor: Vendor) -> None:
    for kind in ("status", "garbage", "html", "success_false", "cut_json"):
        sandbox.arm("activity", kind, only={"user_id": "u_wrote9"})
    assert vendor.activity(profile_user_id="u_wrote8").status == 200
    replies = [vendor.activity(profile_user_id="u_wrote9") for _ in range(6)]
    assert [reply.status for reply in replies] == [500, 200, 200, 200, 200, 200]
    assert replies[3].json()["success"] is False
    with pytest.raises(json.JSONDecodeError):
        replies[4].json()
    assert len(ids(replies[5].json())) == 9


def test_the_log_tells_who_was_asked_for_and_no_key(sandbox: Running, vendor: Vendor) -> None:
    vendor.activity(profile_user_id="u_wrote9", count=5, offset=10)
    vendor.activity(primary_key="a|1")
    first, second = sandbox.requests("activity")
    assert first["asked"] == {"profile_user_id": "u_wrote9", "count": "5", "offset": "10"}
    assert (first["spot_id"], second["asked"]) == ("sp_Dem0Spot", {"primary_key": "a|1"})
    assert sandbox.token.encode() not in vendor.control("GET", "log").body
