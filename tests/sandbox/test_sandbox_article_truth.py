"""The truth about an article, worked out by hand for its beginning, and messages-count."""

from typing import Any
from urllib.parse import urlencode

import pytest

from providers.sandbox.articles.script import CHAPTER
from providers.sandbox.server import Running
from tests.sandbox.calls import Reply, Vendor, call


def count(vendor: Vendor, *post_ids: str, **query: str) -> Reply:
    asked = {"spot_id": vendor.identity["spot_id"], "posts_ids": ",".join(post_ids), **query}
    return call(f"{vendor.url}/v1/messages-count?{urlencode(asked)}")


def flags(message: dict[str, Any]) -> str:
    return " ".join(name for name in ("edited", "deleted", "anonymous") if message[name])


def living(vendor: Vendor, post_id: str) -> int:
    return sum(not message["deleted"] for message in vendor.truth(post_id=post_id)[1:])


def test_the_first_chapter_comes_to_this(sandbox: Running, vendor: Vendor) -> None:
    sandbox.configure(article_events=16)
    created = [
        event["message"]
        for event in vendor.feed("article-1")["events"]
        if event["type"].endswith("-created")
    ]
    summary, *messages = vendor.truth(post_id="article-1")
    assert (summary["events"], summary["head"]) == (16, 36)
    assert [message["id"] for message in messages] == [one["id"] for one in created]
    first, answer, second, other = messages[:4]
    assert (first["type"], first["parent"], first["root"]) == ("comment", "", first["id"])
    assert (answer["type"], answer["parent"], answer["root"]) == ("reply", first["id"], first["id"])
    assert [flags(message) for message in messages] == [
        "edited deleted", "edited deleted", "deleted", "anonymous", "anonymous", "deleted", "", "",
        "",
    ]  # fmt: skip
    assert other["root"] == second["id"]
    assert first["text"].endswith(" (edit 3)")
    assert other["text"] == created[3]["content"]


def test_the_truth_can_come_without_messages(vendor: Vendor) -> None:
    (summary,) = vendor.truth(post_id="article-1", rows=0)
    assert summary["events"] == 60
    assert vendor.truth(post_id="unknown")[0]["events"] == 0


@pytest.mark.parametrize("unknown", [False, True])
def test_messages_are_counted_as_they_are_left(
    sandbox: Running, vendor: Vendor, unknown: bool
) -> None:
    for events in (1, 11, 15, len(CHAPTER), 2 * len(CHAPTER) - 2, 500):
        sandbox.configure(article_events=events, article_unknown_events=unknown)
        counted = count(vendor, "article-1").json()
        assert counted == {"messages_count": {"article-1": living(vendor, "article-1")}}


def test_messages_are_counted_after_something_was_appended(vendor: Vendor) -> None:
    before = living(vendor, "article-1")
    vendor.append("article-1", {"type": "comment-created", "times": 3}, {"type": "reply-deleted"})
    assert living(vendor, "article-1") == before + 2
    assert count(vendor, "article-1").json() == {"messages_count": {"article-1": before + 2}}


def test_unknown_articles_are_left_out_until_nothing_is_left(vendor: Vendor) -> None:
    both = count(vendor, "article-1", "unknown", "local/council-4").json()["messages_count"]
    assert set(both) == {"article-1", "local/council-4"}
    assert count(vendor, "unknown").json() == {"messages_count": []}
    assert count(vendor).json() == {"messages_count": []}


def test_more_than_thirty_articles_at_once_can_be_too_many(
    sandbox: Running, vendor: Vendor
) -> None:
    many = [f"article-{number}" for number in range(31)]
    assert len(count(vendor, *many[:30]).json()["messages_count"]) == 30
    assert count(vendor, *many).status == 400
    sandbox.configure(messages_count_limit=0)
    assert len(count(vendor, *many).json()["messages_count"]) == 31


def test_messages_count_can_be_gone(sandbox: Running, vendor: Vendor) -> None:
    sandbox.configure(messages_count=False)
    assert count(vendor, "article-1").status == 404
