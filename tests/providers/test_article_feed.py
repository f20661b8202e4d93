"""The article feed against a vendor that says what a test tells it to."""

import io
import json
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.errors import (
    DownloadBroken,
    KeyRefused,
    ProviderError,
    RequestRefused,
    UnclearAnswer,
)
from providers.http import Http
from providers.openweb.article_feed import MOST_CALLS, ArticleFeed, Cursor, following
from providers.openweb.feed_answer import FeedAnswer, Item
from providers.openweb.feed_events import FeedEvent, FeedUser
from tests.providers.documents import FEED
from tests.providers.test_http import cut
from tests.providers.vendor import Vendor

SPOT = "sp_1234abcd"


def ask(
    http: Http, etag: int = 0, count: int | None = None
) -> tuple[FeedAnswer, list[Item], bytes]:
    received = io.BytesIO()
    with ArticleFeed(http, SPOT, "good-token").page("postID", etag, count, received) as answer:
        items = list(answer)
    return answer, items, received.getvalue()


def test_the_documents_sample_is_read(vendor: Vendor, http: Http) -> None:
    vendor.says(FEED)
    answer, items, received = ask(http)
    comment, reply, user = items
    assert isinstance(comment, FeedEvent)
    assert isinstance(reply, FeedEvent)
    assert received == FEED.encode()
    assert (answer.from_etag, answer.new_etag, answer.events) == (0, 6, 2)
    assert (answer.spot_id, answer.post_id) == (SPOT, "postID")
    assert answer.conversation_id == comment.conversation_id == "sp_1234abcd_postID"
    assert (comment.content, comment.user_id) == ("This is a comment", "u_userid")
    assert comment.written_at == "2020-05-06T12:44:00+00:00"
    assert (reply.kind, reply.parent_id, reply.root_id) == ("reply", comment.id, comment.id)
    assert (reply.user_id, reply.nick_name) == ("", "")
    assert user == FeedUser("u_userid", "{USER_NAME}", "{DISPLAY_NAME}", "")


@pytest.mark.parametrize("count", [None, 10])
def test_a_count_is_sent_only_when_the_user_named_one(
    vendor: Vendor, http: Http, count: int | None
) -> None:
    vendor.says(FEED)
    ask(http, etag=6, count=count)
    wanted = {
        "token": ["good-token"],
        "spot_id": [SPOT],
        "post_id": ["postID"],
        "etag": ["6"],
    } | ({"count": ["10"]} if count else {})
    assert parse_qs(urlsplit(vendor.asked[0].path).query) == wanted


def test_the_keys_may_come_in_any_order(vendor: Vendor, http: Http) -> None:
    vendor.says(json.dumps(dict(reversed(json.loads(FEED).items()))))
    answer, items, _ = ask(http)
    assert isinstance(items[0], FeedUser)
    assert (answer.new_etag, answer.events) == (6, 2)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (7, 7),
        ("7", 7),
        (7.0, 7),
        ("", None),
        (None, None),
        (-1, None),
        ("9" * 40, None),
        ([], None),
    ],
)
def test_an_etag_may_be_a_number_a_text_or_missing(
    vendor: Vendor, http: Http, value: object, number: int | None
) -> None:
    vendor.says(json.dumps({"events": [], "new_etag": value}))
    assert ask(http)[0].new_etag == number


@pytest.mark.parametrize("empty", [{"events": []}, {"events": None, "users": []}])
def test_an_article_without_comments_is_a_success(
    vendor: Vendor, http: Http, empty: dict[str, Any]
) -> None:
    vendor.says(json.dumps(empty))
    answer, items, _ = ask(http)
    assert (items, answer.events, answer.new_etag) == ([], 0, None)


def test_unknown_types_and_other_spots_are_counted(vendor: Vendor, http: Http) -> None:
    ids = [f"{SPOT}_postID_c_a", "sp_other_postID_c_a", "12"]
    events: list[object] = [{"type": "comment-created", "message": {"id": id_}} for id_ in ids]
    events += [{"type": "comment-liked", "message": {"id": ids[0]}}] * 2 + [None]
    vendor.says(json.dumps({"events": events}))
    answer = ask(http)[0]
    assert answer.events == 6
    assert answer.skipped == {"comment-liked": 2, "": 1}
    assert answer.foreign_spots == {"sp_other": 1}


def test_a_vendor_that_invents_types_does_not_fill_our_memory(vendor: Vendor, http: Http) -> None:
    events = [{"type": f"{n}" * 100} for n in range(1000)]
    vendor.says(json.dumps({"events": events}))
    skipped = ask(http)[0].skipped
    assert skipped.total() == 1000
    assert len(skipped) < 30
    assert max(map(len, skipped)) <= 60


def test_a_types_name_is_harmless_to_databases_and_readers(vendor: Vendor, http: Http) -> None:
    vendor.says(json.dumps({"events": [{"type": "a\0b\u202ec"}]}))
    assert ask(http)[0].skipped == {"a b c": 1}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<!doctype html><title>Oops</title>",
        "[]",
        "{}",
        '{"events": {}}',
        '{"events": {"created": []}}',
        '{"events": "none"}',
        '{"events": [',
        FEED[:-10],
        FEED.replace('"events": [', '"events": [oops'),
        '{"data": {"events": []}}',
    ],
)
def test_anything_but_the_documented_answer_is_unclear(
    vendor: Vendor, http: Http, body: str
) -> None:
    vendor.says(body)
    with pytest.raises(UnclearAnswer) as caught:
        ask(http)
    assert caught.value.retry
    assert caught.value.__context__ is None


def test_the_vendors_words_are_repeated_without_the_token(vendor: Vendor, http: Http) -> None:
    vendor.says("<html>no good-token today</html>")
    with pytest.raises(UnclearAnswer, match="does not understand") as caught:
        ask(http)
    assert "no ••• today" in caught.value.detail


@pytest.mark.parametrize("success", ["false", '"false"'])
def test_success_false_with_status_200_is_a_refusal(
    vendor: Vendor, http: Http, success: str
) -> None:
    vendor.says(f'{{"success": {success}, "message": "not for you"}}')
    with pytest.raises(RequestRefused) as caught:
        ask(http)
    assert caught.value.detail == "not for you"


def test_a_refused_key_is_told(vendor: Vendor, http: Http) -> None:
    vendor.says("", 403)
    with pytest.raises(KeyRefused):
        ask(http)


def test_a_connection_that_breaks_may_be_asked_again(vendor: Vendor, http: Http) -> None:
    vendor.does(cut)
    with pytest.raises(DownloadBroken) as caught:
        ask(http)
    assert caught.value.retry


def test_the_token_is_not_shown(http: Http) -> None:
    assert "secret-token" not in repr(ArticleFeed(http, SPOT, "secret-token"))


def asked_etags(pages: list[tuple[int | None, int]], count: int | None = None) -> list[int]:
    """From where a feed is asked that answers with these etags and numbers of events."""
    asked, cursor = [], Cursor()
    for new_etag, events in pages:
        asked.append(cursor.etag)
        following_cursor = following(cursor, new_etag, events, count)
        if following_cursor is None:
            return asked
        cursor = following_cursor
    raise AssertionError("asked for more")


def test_new_etag_as_the_last_event_returned_is_followed_to_the_end() -> None:
    assert asked_etags([(20, 20), (40, 20), (46, 6), (46, 0)]) == [0, 20, 40, 46]


def test_new_etag_as_the_head_needs_one_call_more() -> None:
    assert asked_etags([(46, 46), (46, 0)]) == [0, 46]


def test_an_answer_without_events_is_no_end_while_the_etag_moves() -> None:
    assert asked_etags([(20, 0), (40, 0), (50, 3), (50, 0)]) == [0, 20, 40, 50]


def test_with_a_count_there_is_one_call() -> None:
    assert asked_etags([(10, 10)], count=10) == [0]


@pytest.mark.parametrize("second", [None, 3, 20])
def test_an_etag_that_is_missing_goes_back_or_stays_ends_the_feed(second: int | None) -> None:
    assert asked_etags([(20, 20), (second, 20)]) == [0, 20]


def test_an_etag_that_moves_for_ever_without_events_is_an_error() -> None:
    with pytest.raises(UnclearAnswer, match="does not end"):
        asked_etags([(n, 0) for n in range(1, 100)])


def test_an_etag_that_moves_for_ever_is_an_error() -> None:
    with pytest.raises(UnclearAnswer, match="does not end"):
        asked_etags([(n, 1) for n in range(1, MOST_CALLS + 2)])


@given(st.lists(st.tuples(st.none() | st.integers(0, 9), st.integers(0, 2))))
def test_whatever_the_vendor_answers_no_etag_is_asked_twice(
    pages: list[tuple[int | None, int]],
) -> None:
    try:
        asked = asked_etags([*pages, (None, 0)])
    except ProviderError:
        return
    assert asked == sorted(set(asked))


def test_memory_stays_flat_however_many_events_and_users_come() -> None:
    event = json.dumps({"type": "comment-created", "message": {"id": "a", "content": "x" * 300}})

    def blocks() -> Iterator[bytes]:
        yield b'{"users": {"u_0": {}'
        for number in range(1, 10_000):
            yield f', "u_{number}": {{"user_name": "ann"}}'.encode()
        yield b'}, "events": [null'
        for _ in range(10_000):
            yield f", {event}".encode()
        yield b"]}"

    tracemalloc.start()
    try:
        with Path(os.devnull).open("wb") as received:
            assert sum(1 for _ in FeedAnswer(blocks(), received, SPOT, "postID")) == 20_001
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000
