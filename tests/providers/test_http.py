"""The one door: what it sends, what it makes of answers, and what it never lets out."""

import gzip
import logging
import socket
import struct
import time
import traceback

import msgspec
import pytest

from providers import http as door
from providers.errors import (
    Busy,
    KeyRefused,
    ProviderError,
    RequestRefused,
    SlowDown,
    UnclearAnswer,
    Unreachable,
)
from providers.http import Answer, Http, Network, decode
from providers.redaction import remember
from tests.providers.vendor import Handler, Vendor

TOKEN = "to/k+en =&üx"
ENCODED = "to%2Fk%2Ben"


class Rows(msgspec.Struct):
    rows: int


def test_the_documented_path_is_appended_to_the_prefix(vendor: Vendor) -> None:
    vendor.says("{}")
    http = Http(f"{vendor.url}/prefix/", Network(user_agent="Threadkeep/9"))
    http.call("GET", "/v1/things", params={"token": TOKEN})
    http.close()
    assert vendor.asked[0].path.startswith(f"/prefix/v1/things?token={ENCODED}")
    assert vendor.asked[0].headers["User-Agent"] == "Threadkeep/9"


@pytest.mark.parametrize("url", ["", "host", "ftp://host", "https://", "https://host?x=1"])
def test_an_address_that_cannot_work_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="https://host"):
        Http(url, Network())


def test_the_environment_is_not_read(
    vendor: Vendor, http: Http, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    vendor.says("{}")
    assert http.call("GET", "/").status == 200


def test_redirects_are_not_followed(vendor: Vendor, http: Http) -> None:
    vendor.says("", 302, Location="/elsewhere")
    with pytest.raises(UnclearAnswer):
        http.call("GET", "/")
    assert len(vendor.asked) == 1


def test_cookies_are_not_kept(vendor: Vendor, http: Http) -> None:
    vendor.says("{}", Set_Cookie="a=b")
    http.call("GET", "/")
    http.call("GET", "/")
    assert "Cookie" not in vendor.asked[1].headers


def test_a_busy_vendor_is_not_asked_again_by_the_client(vendor: Vendor, http: Http) -> None:
    vendor.says('{"message": "slow down"}', 429, Retry_After="30")
    with pytest.raises(SlowDown) as caught:
        http.call("GET", "/")
    assert (caught.value.retry_after, caught.value.status) == (30, 429)
    assert "slow down" in caught.value.detail
    assert len(vendor.asked) == 1


def test_409_means_busy(vendor: Vendor, http: Http) -> None:
    vendor.says("", 409)
    with pytest.raises(Busy):
        http.call("POST", "/")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('{"error": "no such spot"}', "no such spot"),
        ('{"errors": [{"title": "no such spot"}]}', "no such spot"),
        ("<html><style>x{}</style><b>no such</b> spot</html>", "no such spot"),
        ("no such spot", "no such spot"),
    ],
)
def test_the_vendors_own_words_are_kept(vendor: Vendor, http: Http, body: str, words: str) -> None:
    vendor.says(body, 400)
    with pytest.raises(RequestRefused) as caught:
        http.call("GET", "/")
    assert words in caught.value.detail
    assert "x{}" not in caught.value.detail


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><title>Oops</title>",
        b"[1]",
        b'{"rows": "many"}',
        b"{",
        b"\xff{}",
        b"[" * 100_000,
    ],
)
def test_anything_but_the_documented_shape_is_unclear(body: bytes) -> None:
    with pytest.raises(UnclearAnswer):
        decode(Answer(200, body), Rows)


def test_a_byte_order_mark_does_no_harm() -> None:
    assert decode(Answer(200, b'\xef\xbb\xbf{"rows": 3, "new": 1}'), Rows).rows == 3


def test_success_false_with_status_200_is_a_refusal() -> None:
    with pytest.raises(RequestRefused) as caught:
        decode(Answer(200, b'{"success": false, "message": "not for you"}'), Rows)
    assert caught.value.detail == "not for you"


def test_an_answer_that_is_too_large_is_cut_off(
    vendor: Vendor, http: Http, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "BODY_LIMIT", 1000)
    vendor.says(gzip.compress(b"x" * 1_000_000), Content_Encoding="gzip")
    with pytest.raises(UnclearAnswer, match="does not understand"):
        http.call("GET", "/")


def drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    try:
        for _ in range(1000):  # for twenty seconds
            handler.wfile.write(b" ")
            time.sleep(0.02)
    except OSError:
        handler.close_connection = True


def test_the_deadline_ends_an_answer_that_drips(vendor: Vendor) -> None:
    vendor.does(drip)
    http = Http(vendor.url, Network(read_timeout=1, deadline=0.1))
    began = time.monotonic()
    with pytest.raises(Unreachable, match="did not answer in time"):
        http.call("GET", "/")
    http.close()
    assert time.monotonic() - began < 10


def reset(handler: Handler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def cut(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wfile.write(b"{")
    handler.close_connection = True


@pytest.mark.parametrize("script", [reset, cut])
def test_a_broken_connection_may_have_been_sent(vendor: Vendor, http: Http, script: object) -> None:
    assert callable(script)
    vendor.does(script)
    with pytest.raises(Unreachable, match="broke off") as caught:
        http.call("POST", "/", json={"token": TOKEN})
    assert caught.value.sent


def test_a_refused_connection_was_certainly_not_sent(unused_port: int) -> None:
    http = Http(f"http://127.0.0.1:{unused_port}", Network())
    with pytest.raises(Unreachable, match="refused") as caught:
        http.call("POST", "/")
    assert not caught.value.sent


def test_an_unknown_name_was_certainly_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    http = Http("https://openweb.invalid", Network())
    with pytest.raises(Unreachable, match="DNS") as caught:
        http.call("POST", "/")
    assert not caught.value.sent


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def forms_of_the_token(text: str) -> bool:
    return any(form in text for form in (TOKEN, ENCODED, ENCODED.lower(), "to/k", r"to\/k"))


def test_no_log_line_at_debug_shows_the_token(
    vendor: Vendor, http: Http, caplog: pytest.LogCaptureFixture
) -> None:
    remember(TOKEN)
    vendor.says("{}")
    with caplog.at_level(logging.DEBUG):
        http.call("GET", "/v1/things", params={"token": TOKEN})
    assert "/v1/things" in caplog.text
    assert not forms_of_the_token(caplog.text)


@pytest.mark.parametrize("status", [0, 401, 500])
def test_no_traceback_shows_the_token(vendor: Vendor, http: Http, status: int) -> None:
    remember(TOKEN)
    vendor.says(f"denied for {TOKEN}", status) if status else vendor.does(reset)
    with pytest.raises(ProviderError) as caught:
        http.call("GET", "/v1/things", params={"token": TOKEN})
    error = caught.value
    assert error.__context__ is None
    shown = "".join(traceback.format_exception(error)) + repr(error.__dict__)
    assert not forms_of_the_token(shown)


def test_401_refuses_the_key(vendor: Vendor, http: Http) -> None:
    vendor.says("", 401)
    with pytest.raises(KeyRefused):
        http.call("GET", "/")
