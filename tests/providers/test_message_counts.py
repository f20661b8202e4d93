"""How many messages articles have: asked without a key, and never an obstacle."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from providers.http import Http
from providers.openweb.message_counts import counts
from tests.providers.vendor import Handler, Vendor


def asked(vendor: Vendor) -> list[dict[str, list[str]]]:
    return [parse_qs(urlsplit(call.path).query) for call in vendor.asked]


def test_the_numbers_come_by_article(vendor: Vendor, http: Http) -> None:
    vendor.says('{"messages_count": {"content_1": 400, "b": "12", "c": "many", "other": 1}}')
    assert counts(http, "sp_1", ["content_1", "b", "c", "d"]) == {"content_1": 400, "b": 12}
    assert asked(vendor) == [{"spot_id": ["sp_1"], "posts_ids": ["content_1,b,c,d"]}]


def test_articles_may_be_named_in_their_escaped_form(vendor: Vendor, http: Http) -> None:
    vendor.says('{"messages_count": {"content$1": 3, "a;b": 4}}')
    assert counts(http, "sp_1", ["content_1", "a,b"]) == {"content_1": 3, "a,b": 4}


def test_thirty_are_asked_for_at_a_time(vendor: Vendor, http: Http) -> None:
    def answer(handler: Handler) -> None:
        ids = parse_qs(urlsplit(handler.path).query)["posts_ids"][0].split(",")
        body = json.dumps({"messages_count": dict.fromkeys(ids, len(ids))}).encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    vendor.does(answer)
    found = counts(http, "sp_1", [str(n) for n in range(65)])
    assert sorted(found.values()) == [5] * 5 + [30] * 60


def test_without_articles_nothing_is_asked(vendor: Vendor, http: Http) -> None:
    assert counts(http, "sp_1", []) == {}
    assert not vendor.asked


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"messages_count": []}', 200),
        ("{}", 200),
        ("<html>", 200),
        ('{"success": false}', 200),
        ("", 404),
        ("", 503),
    ],
)
def test_any_other_answer_gives_no_number(
    vendor: Vendor, http: Http, body: str, status: int
) -> None:
    vendor.says(body, status)
    assert counts(http, "sp_1", ["a"]) == {}


def test_half_of_the_numbers_is_none(vendor: Vendor, http: Http) -> None:
    vendor.says('{"messages_count": {"0": 1}}')
    vendor.says("", 429)
    assert counts(http, "sp_1", [str(n) for n in range(31)]) == {}
