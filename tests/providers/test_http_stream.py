"""Answers too large to hold: read in blocks, with the same care as the small ones."""

import gzip
import time
import traceback
from collections.abc import Callable

import pytest

from providers import http as door
from providers.errors import DownloadBroken, KeyRefused, SlowDown, UnclearAnswer, Unreachable
from providers.http import Http, Network
from providers.redaction import remember
from tests.providers.test_http import TOKEN, cut, drip, forms_of_the_token, reset
from tests.providers.vendor import Handler, Vendor


def read(http: Http, deadline: float = 60) -> bytes:
    with http.stream("GET", "/feed", params={"token": TOKEN}, deadline=deadline) as blocks:
        return b"".join(blocks)


def test_the_body_comes_whole_and_unpacked(vendor: Vendor, http: Http) -> None:
    body = b"a comment, " * 500_000
    vendor.says(gzip.compress(body), Content_Encoding="gzip")
    assert read(http) == body
    assert "token=" in vendor.asked[0].path


def test_blocks_come_before_the_end(vendor: Vendor, http: Http) -> None:
    def half(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "10")
        handler.end_headers()
        handler.wfile.write(b"first")

    vendor.does(half)
    with http.stream("GET", "/feed") as blocks:
        assert next(blocks) == b"first"


@pytest.mark.parametrize(
    ("status", "error"), [(401, KeyRefused), (429, SlowDown), (302, UnclearAnswer)]
)
def test_a_status_means_what_it_means_elsewhere(
    vendor: Vendor, http: Http, status: int, error: type[Exception]
) -> None:
    vendor.says('{"message": "no"}', status, Location="/elsewhere")
    with pytest.raises(error):
        read(http)
    assert len(vendor.asked) == 1


def test_a_body_that_ends_early_may_be_asked_for_again(vendor: Vendor, http: Http) -> None:
    vendor.does(cut)
    with pytest.raises(DownloadBroken, match="asks again") as caught:
        read(http)
    assert caught.value.retry
    assert "After 1 bytes" in caught.value.detail


def test_no_answer_at_all_is_unreachable(vendor: Vendor, http: Http) -> None:
    vendor.does(reset)
    with pytest.raises(Unreachable):
        read(http)


def test_the_deadline_ends_a_body_that_drips(vendor: Vendor, http: Http) -> None:
    vendor.does(drip)
    began = time.monotonic()
    with pytest.raises(DownloadBroken, match="broke off"):
        read(http, deadline=0.1)
    assert time.monotonic() - began < 10


def test_a_vendor_may_think_longer_before_the_first_block(vendor: Vendor) -> None:
    def slow(handler: Handler) -> None:
        time.sleep(0.3)
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    vendor.does(slow)
    http = Http(vendor.url, Network(read_timeout=0.1, file_read_timeout=5))
    assert read(http) == b""
    http.close()


def test_a_body_that_is_too_large_is_cut_off(
    vendor: Vendor, http: Http, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "STREAM_LIMIT", 1000)
    vendor.says(gzip.compress(b"x" * 1_000_000), Content_Encoding="gzip")
    with pytest.raises(UnclearAnswer, match="does not understand"):
        read(http)


def test_a_full_disk_of_ours_is_no_fault_of_the_vendor(vendor: Vendor, http: Http) -> None:
    vendor.says("{}")
    with pytest.raises(OSError, match="No space"), http.stream("GET", "/feed"):
        raise OSError(28, "No space left on device")


def refuse(handler: Handler) -> None:
    handler.send_error(401, f"denied for {TOKEN}")


@pytest.mark.parametrize("script", [cut, reset, refuse])
def test_no_traceback_shows_the_token(
    vendor: Vendor, http: Http, script: Callable[[Handler], None]
) -> None:
    remember(TOKEN)
    vendor.does(script)
    with pytest.raises(Exception, match="OpenWeb") as caught:
        read(http)
    assert caught.value.__context__ is None
    assert not forms_of_the_token("".join(traceback.format_exception(caught.value)))
