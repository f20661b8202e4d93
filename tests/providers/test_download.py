"""Files from signed links: raw, resumed only where that is safe, and never from inside."""

import gzip
import logging
import re
from dataclasses import dataclass

import pytest

from providers.download import stream
from providers.errors import (
    AddressRefused,
    DownloadBroken,
    LinkExpired,
    ProviderError,
    RequestRefused,
    SlowDown,
    UnclearAnswer,
    VendorTrouble,
)
from providers.http import Network
from tests.providers.vendor import Handler, Vendor, serving

FILE = bytes(range(256)) * 4000
NETWORK = Network(connect_timeout=1, file_read_timeout=1)


@dataclass(frozen=True)
class Fetched:
    body: bytes
    offset: int
    total: int | None
    etag: str | None
    host: str
    name: str | None


def fetch(
    url: str, *, offset: int = 0, etag: str | None = None, host: str | None = None
) -> Fetched:
    allowed = frozenset({"127.0.0.1"})
    with stream(
        url, network=NETWORK, allowed_hosts=allowed, offset=offset, etag=etag, host=host
    ) as source:
        body = b"".join(source.chunks)
    return Fetched(body, source.offset, source.total, source.etag, source.host, source.name)


def with_ranges(etag: str = '"v1"', file: bytes = FILE) -> object:
    """A storage that answers Range and If-Range as RFC 9110 says."""

    def script(handler: Handler) -> None:
        start = int((re.findall(r"\d+", handler.headers.get("Range", "")) or ["0"])[0])
        if handler.headers.get("If-Range", etag) != etag:
            start = 0
        status = 206 if start else 200
        if start >= len(file):
            start, status = len(file), 416
        handler.send_response(status)
        handler.send_header("ETag", etag)
        handler.send_header("Content-Length", str(len(file) - start))
        handler.send_header("Content-Range", f"bytes {start}-{len(file) - 1}/{len(file)}")
        handler.end_headers()
        handler.wfile.write(file[start:])

    return script


def storage(vendor: Vendor, etag: str = '"v1"') -> str:
    script = with_ranges(etag)
    assert callable(script)
    vendor.does(script)
    return f"{vendor.url}/exports/a.csv.zip?Signature=secret-signature"


def test_the_whole_file_comes_with_its_size_and_name(vendor: Vendor) -> None:
    fetched = fetch(storage(vendor))
    assert fetched.body == FILE
    assert (fetched.offset, fetched.total, fetched.etag) == (0, len(FILE), '"v1"')
    assert (fetched.host, fetched.name) == (f"127.0.0.1:{vendor.port}", "a.csv.zip")
    assert "Authorization" not in vendor.asked[0].headers


def test_the_rest_comes_when_the_file_is_the_same(vendor: Vendor) -> None:
    fetched = fetch(storage(vendor), offset=1000, etag='"v1"')
    assert (fetched.body, fetched.offset, fetched.total) == (FILE[1000:], 1000, len(FILE))
    assert len(vendor.asked) == 1


@pytest.mark.parametrize("etag", ['"v0"', 'W/"v1"', None, '"a\nb"'])
def test_the_whole_comes_when_the_file_may_be_another(vendor: Vendor, etag: str | None) -> None:
    fetched = fetch(storage(vendor), offset=1000, etag=etag)
    assert (fetched.body, fetched.offset) == (FILE, 0)


def test_the_whole_comes_when_nothing_is_left(vendor: Vendor) -> None:
    fetched = fetch(storage(vendor), offset=len(FILE), etag='"v1"')
    assert (fetched.body, fetched.offset) == (FILE, 0)


def test_the_whole_comes_from_another_host(vendor: Vendor) -> None:
    fetched = fetch(storage(vendor), offset=1000, etag='"v1"', host="files.example")
    assert (fetched.body, fetched.offset) == (FILE, 0)


@pytest.mark.parametrize("answered", ["bytes 0-9/10", "bytes 999-1009/2000", "bytes */10", "x", ""])
def test_the_whole_comes_when_the_server_sends_another_part(vendor: Vendor, answered: str) -> None:
    vendor.says("part", 206, Content_Range=answered, ETag='"v1"')
    fetched = fetch(storage(vendor), offset=1000, etag='"v1"')
    assert (fetched.body, fetched.offset) == (FILE, 0)


@pytest.mark.parametrize("etag", ['W/"v1"', f'"{"v" * 199}"'])
def test_an_etag_that_is_weak_or_too_long_for_its_column_is_not_kept(
    vendor: Vendor, etag: str
) -> None:
    assert fetch(storage(vendor, etag)).etag is None


def test_bytes_are_never_decoded(vendor: Vendor) -> None:
    packed = gzip.compress(b"id,content")
    vendor.says(packed, Content_Encoding="gzip")
    assert fetch(f"{vendor.url}/a").body == packed
    assert vendor.asked[0].headers["Accept-Encoding"] == "identity"


def cut_short(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wfile.write(b"half")
    handler.close_connection = True


def cut_short_in_chunks(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"4\r\nhalf\r\n9\r\n")
    handler.close_connection = True


@pytest.mark.parametrize("script", [cut_short, cut_short_in_chunks])
def test_a_connection_that_ends_early_is_told_after_what_came(
    vendor: Vendor, script: object
) -> None:
    assert callable(script)
    vendor.does(script)
    came: list[bytes] = []
    with (
        pytest.raises(DownloadBroken),
        stream(
            f"{vendor.url}/a", network=NETWORK, allowed_hosts=frozenset({"127.0.0.1"})
        ) as source,
    ):
        came.extend(source.chunks)
    assert came == [b"half"]


def test_chunked_files_have_no_known_size(vendor: Vendor) -> None:
    def chunked(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"4\r\nhalf\r\n0\r\n\r\n")

    vendor.does(chunked)
    fetched = fetch(f"{vendor.url}/a")
    assert (fetched.body, fetched.total) == (b"half", None)


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (400, RequestRefused),
        (401, LinkExpired),
        (403, LinkExpired),
        (404, LinkExpired),
        (410, LinkExpired),
        (429, SlowDown),
        (503, VendorTrouble),
        (204, UnclearAnswer),
        (206, UnclearAnswer),
    ],
)
def test_a_link_that_fails_says_why(
    vendor: Vendor, status: int, failure: type[ProviderError]
) -> None:
    vendor.says("", status)
    with pytest.raises(failure) as caught:
        fetch(f"{vendor.url}/a?Signature=secret-signature")
    assert type(caught.value) is failure


def test_the_storages_error_page_is_cut_down_to_its_code(vendor: Vendor) -> None:
    page = "<Error><Code>AccessDenied</Code><StringToSign>secret-thing</StringToSign></Error>"
    vendor.says(page, 403)
    with pytest.raises(LinkExpired) as caught:
        fetch(f"{vendor.url}/a")
    assert caught.value.detail == "HTTP 403: AccessDenied"


def test_redirects_are_followed_and_resumed(vendor: Vendor) -> None:
    vendor.says("", 307, Location="/moved/b.zip")
    storage(vendor)
    fetched = fetch(f"{vendor.url}/a", offset=1000, etag='"v1"')
    assert (fetched.body, fetched.name) == (FILE[1000:], "b.zip")


def test_redirects_end(vendor: Vendor) -> None:
    vendor.says("", 302, Location="/again")
    with pytest.raises(UnclearAnswer, match="does not understand"):
        fetch(f"{vendor.url}/a")
    assert len(vendor.asked) == 6


@pytest.mark.parametrize(
    "target",
    ["http://localhost:{other}/", "https://10.0.0.1/", "http://169.254.169.254/latest", "ftp://x/"],
)
def test_a_redirect_into_a_private_network_is_not_followed(vendor: Vendor, target: str) -> None:
    with serving() as other:
        other.says("inside")
        vendor.says("", 302, Location=target.format(other=other.port))
        with pytest.raises(AddressRefused):
            fetch(f"{vendor.url}/a")
        assert not other.asked


def test_an_allowed_port_allows_no_other(vendor: Vendor) -> None:
    vendor.says("inside")
    allowed = frozenset({f"127.0.0.1:{vendor.port + 1}"})
    with (
        pytest.raises(AddressRefused),
        stream(vendor.url, network=NETWORK, allowed_hosts=allowed),
    ):
        pass
    assert not vendor.asked


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="../../etc/pass wd"', "pass_wd"),
        ("attachment; filename*=UTF-8''a%2Fb.csv", "b.csv"),
        ('attachment; filename="..."', None),
        ("attachment", "a.zip"),
    ],
)
def test_a_name_is_harmless(vendor: Vendor, disposition: str, name: str | None) -> None:
    vendor.says("x", Content_Disposition=disposition)
    assert fetch(f"{vendor.url}/x/a.zip").name == name


def test_no_log_line_shows_a_signature(vendor: Vendor, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        fetch(storage(vendor))
    assert "/exports/a.csv.zip" in caplog.text
    assert "secret-signature" not in caplog.text
