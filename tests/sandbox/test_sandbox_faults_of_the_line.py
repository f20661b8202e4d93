"""Faults of the connection, seen from a raw socket."""

import http.client
import socket
import time
from urllib.parse import urlsplit

import pytest

from providers.sandbox.server import Running
from tests.sandbox.calls import DAY, Vendor, call


def exports_made(sandbox: Running) -> int:
    return len(sandbox.sandbox.store.run("SELECT 1 FROM exports"))


def received(link: str, timeout: float = 5) -> tuple[bytes, bool]:
    """Every byte that comes before the line ends, and whether a reset ended it."""
    parts = urlsplit(link)
    with socket.create_connection((parts.hostname, parts.port), timeout) as line:
        line.sendall(f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        data = b""
        try:
            while chunk := line.recv(65536):
                data += chunk
        except ConnectionResetError:
            return data, True
    return data, False


@pytest.mark.parametrize(("when", "made"), [("before", 0), ("after", 1)])
def test_a_reset_comes_before_or_after_the_export_is_created(
    sandbox: Running, vendor: Vendor, when: str, made: int
) -> None:
    sandbox.arm("export", "reset", when=when)
    with pytest.raises(ConnectionResetError):
        vendor.request_export()
    assert exports_made(sandbox) == made
    assert vendor.request_export().status == 200


def test_a_reset_after_some_bytes_delivers_exactly_those(sandbox: Running, vendor: Vendor) -> None:
    link = vendor.link()
    whole = call(link).body
    sandbox.arm("file", "reset", after_bytes=1000)
    data, was_reset = received(link)
    head, _, body = data.partition(b"\r\n\r\n")
    assert was_reset
    assert f"Content-Length: {len(whole)}".encode() in head
    assert body == whole[:1000]


def test_a_truncated_file_ends_politely_but_short(sandbox: Running, vendor: Vendor) -> None:
    link = vendor.link()
    sandbox.arm("file", "truncate", keep_bytes=500)
    data, was_reset = received(link)
    assert not was_reset
    assert len(data.partition(b"\r\n\r\n")[2]) == 500
    sandbox.arm("file", "truncate")
    with pytest.raises(http.client.IncompleteRead):
        call(link)


def test_a_slow_answer_is_right_but_late(sandbox: Running, vendor: Vendor) -> None:
    sandbox.arm("status", "slow", seconds=0.3)
    export_id = vendor.request_export().json()["export_id"]
    started = time.monotonic()
    assert vendor.status(export_id).status == 200
    assert time.monotonic() - started >= 0.3


def test_a_hanging_answer_never_comes(sandbox: Running, vendor: Vendor) -> None:
    sandbox.arm("export", "hang")
    with pytest.raises(TimeoutError):
        call(f"{sandbox.url}/v1/comments/export", "POST", {**vendor.identity, **DAY}, timeout=0.3)
    assert exports_made(sandbox) == 0
    assert sandbox.requests("export")[0]["status"] is None


def test_a_hanging_answer_does_not_hold_up_the_end_of_the_sandbox(
    sandbox: Running, vendor: Vendor
) -> None:
    sandbox.arm("export", "hang")
    parts = urlsplit(sandbox.url)
    line = socket.create_connection((parts.hostname, parts.port), 5)
    with line:
        line.sendall(b"POST /v1/comments/export HTTP/1.1\r\nContent-Length: 0\r\n\r\n")
        while not sandbox.requests("export"):
            time.sleep(0.01)
        started = time.monotonic()
        sandbox.listener.end_connections()
        assert time.monotonic() - started < 2


def test_a_dripping_answer_comes_in_small_pieces(sandbox: Running, vendor: Vendor) -> None:
    export_id = vendor.request_export().json()["export_id"]
    vendor.done(export_id)
    sandbox.arm("status", "drip", bytes_per_second=1000)
    sandbox.arm("status", "drip", bytes_per_second=1000, head=True)
    sent, lasted = [], []
    for _ in range(3):
        started = time.monotonic()
        answer = vendor.status(export_id)
        lasted.append(time.monotonic() - started)
        assert answer.json()["status"] == "Done"
        sent.append(len(answer.body))
    body, head_and_body, clear = lasted
    assert body > sent[0] / 1000 * 0.9
    assert head_and_body > (sent[1] + 100) / 1000 * 0.9  # no head is shorter
    assert clear < head_and_body


def test_downloads_can_be_throttled(sandbox: Running, vendor: Vendor) -> None:
    link = vendor.link()
    size = len(call(link).body)
    sandbox.configure(download_bytes_per_second=size * 3)
    started = time.monotonic()
    assert len(call(link).body) == size
    assert time.monotonic() - started >= 0.3


def test_one_connection_serves_many_requests(sandbox: Running) -> None:
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=5)
    lines = set()
    for _ in range(3):
        connection.request("GET", "/_sandbox/health")
        connection.getresponse().read()
        lines.add(connection.sock)
    connection.close()
    assert len(lines) == 1
