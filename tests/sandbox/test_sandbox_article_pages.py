"""Going through an article from etag to etag, under all that the document leaves open."""

from typing import Any

import pytest

from providers.sandbox.server import Running
from tests.sandbox.calls import Vendor


def gone_through(vendor: Vendor, **query: int) -> tuple[list[Any], int]:
    """Every event that is seen by asking again from new_etag, and how many answers had any."""
    seen: list[Any] = []
    etag, answers = 0, 0
    while (answer := vendor.feed("article-1", etag=etag, **query))["new_etag"] > etag:
        assert answer["from_etag"] == etag
        seen += answer["events"]
        etag, answers = answer["new_etag"], answers + 1
    assert answer["events"] == []
    return seen, answers


@pytest.fixture
def everything(vendor: Vendor) -> list[Any]:
    events: list[Any] = vendor.feed("article-1")["events"]
    assert len(events) == 60
    return events


def test_revisions_have_gaps(vendor: Vendor) -> None:
    steps = [vendor.feed("article-1", count=count)["new_etag"] for count in range(9)]
    assert steps == [0, 2, 6, 7, 9, 11, 15, 16, 18]


def test_an_etag_in_a_gap_goes_on_with_the_next_event(
    vendor: Vendor, everything: list[Any]
) -> None:
    for etag, seen in ((1, 0), (3, 1), (5, 1), (8, 3), (10, 4), (134, 59), (135, 60), (999, 60)):
        answer = vendor.feed("article-1", etag=etag)
        assert answer["events"] == everything[seen:]
        assert answer["new_etag"] == max(etag, 135)


def test_new_etag_as_the_last_event_returned_leads_through_everything(
    vendor: Vendor, everything: list[Any]
) -> None:
    assert gone_through(vendor, count=7) == (everything, 9)


def test_new_etag_as_the_head_skips_what_a_count_left_out(
    sandbox: Running, vendor: Vendor, everything: list[Any]
) -> None:
    sandbox.configure(article_new_etag="head")
    assert gone_through(vendor, count=7) == (everything[:7], 1)
    assert gone_through(vendor) == (everything, 1)


@pytest.mark.parametrize("reading", ["last_event", "head"])
def test_without_a_count_there_can_be_pages_that_lead_through_everything(
    sandbox: Running, vendor: Vendor, everything: list[Any], reading: str
) -> None:
    sandbox.configure(article_page=25, article_new_etag=reading)
    assert gone_through(vendor) == (everything, 3)
    assert len(vendor.feed("article-1", count=40)["events"]) == 40


def test_users_are_those_of_the_answer_wherever_they_stand(
    sandbox: Running, vendor: Vendor
) -> None:
    after = vendor.feed("article-1", count=3)
    sandbox.configure(article_users="before")
    before = vendor.feed("article-1", count=3)
    assert before == after
    assert list(before)[-2:] == ["users", "events"]
    assert list(after)[-2:] == ["events", "users"]
    assert len(after["users"]) == 2


@pytest.mark.parametrize(
    ("form", "written_at"),
    [
        ("text", "2020-05-06 12:44:00 +0000"),
        ("seconds", 1588769040),
        ("iso", "2020-05-06T12:44:00Z"),
    ],
)
def test_times_come_in_three_forms(
    sandbox: Running, vendor: Vendor, form: str, written_at: object
) -> None:
    sandbox.configure(article_times=form)
    assert vendor.feed("article-1")["events"][0]["message"]["written_at"] == written_at


def test_a_long_answer_is_chunked_and_a_short_one_is_not(vendor: Vendor) -> None:
    short = vendor.article(post_id="article-1", count=5)
    assert short.headers["Content-Length"] == str(len(short.body))
    vendor.keep("article-1", 2000)
    long = vendor.article(post_id="article-1")
    assert long.headers["Transfer-Encoding"] == "chunked"
    assert len(long.json()["events"]) == 2000
