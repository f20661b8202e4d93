"""Faults of the article feed and of messages-count, short and streamed."""

import http.client
import json

import pytest

from providers.sandbox.server import Running
from tests.sandbox.calls import Vendor, call

ROUTES = {
    "text-only": lambda vendor: vendor.article(post_id="article-1"),
    "messages-count": lambda vendor: call(
        f"{vendor.url}/v1/messages-count?spot_id=sp_Dem0Spot&posts_ids=article-1"
    ),
}


@pytest.fixture(params=[60, 3000], ids=["short", "streamed"])
def article(request: pytest.FixtureRequest, sandbox: Running) -> None:
    sandbox.configure(article_events=request.param)


@pytest.mark.parametrize("route", ROUTES)
def test_a_server_error_garbage_a_page_and_a_failure_with_status_200(
    sandbox: Running, vendor: Vendor, route: str
) -> None:
    for kind in ("status", "garbage", "html", "success_false"):
        sandbox.arm(route, kind)
    replies = [ROUTES[route](vendor) for _ in range(5)]
    assert [reply.status for reply in replies] == [500, 200, 200, 200, 200]
    with pytest.raises(ValueError, match=r"decode|Expecting"):
        replies[1].json()
    assert replies[2].body.startswith(b"<!doctype html>")
    assert replies[3].json()["success"] is False
    assert "success" not in replies[4].json()


@pytest.mark.usefixtures("article")
def test_a_truncated_answer_breaks_off_in_the_middle(sandbox: Running, vendor: Vendor) -> None:
    whole = vendor.article(post_id="article-1").body
    sandbox.arm("text-only", "truncate")
    with pytest.raises(http.client.IncompleteRead) as broken:
        vendor.article(post_id="article-1")
    assert 0 < len(broken.value.partial) < len(whole)
    assert whole.startswith(broken.value.partial)


@pytest.mark.usefixtures("article")
def test_json_can_end_in_the_middle_of_a_whole_answer(sandbox: Running, vendor: Vendor) -> None:
    whole = vendor.article(post_id="article-1").body
    sandbox.arm("text-only", "cut_json")
    cut = vendor.article(post_id="article-1").body
    assert 0 < len(cut) < len(whole)
    assert whole.startswith(cut)
    with pytest.raises(json.JSONDecodeError):
        json.loads(cut)


@pytest.mark.usefixtures("article")
def test_a_reset_can_come_before_and_within_an_answer(sandbox: Running, vendor: Vendor) -> None:
    sandbox.arm("text-only", "reset")
    sandbox.arm("text-only", "reset", after_bytes=5000)
    for _ in range(2):
        with pytest.raises((ConnectionResetError, http.client.IncompleteRead)):
            vendor.article(post_id="article-1")
    assert vendor.article(post_id="article-1").status == 200


def test_a_fault_can_be_for_one_article(sandbox: Running, vendor: Vendor) -> None:
    sandbox.arm("text-only", "status", only={"post_id": "article-2"})
    assert vendor.article(post_id="article-1").status == 200
    assert vendor.article(post_id="article-2").status == 500


def test_the_log_tells_what_was_asked(sandbox: Running, vendor: Vendor) -> None:
    vendor.article(post_id="article-1", etag=6, count=2)
    ROUTES["messages-count"](vendor)
    assert [entry["asked"] for entry in sandbox.requests()] == [
        {"post_id": "article-1", "etag": "6", "count": "2"},
        {"posts_ids": "article-1"},
    ]
