"""nginx before the web process: whole files are its work, who may have them is not."""

import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bench.product import wait_for
from config.launch.ports import free_port
from tests.image.nginx import nginx

CONTENT, ETAG = b"id,text\r\n1,Hello\r\n" * 100_000, '"as-the-web-process-says"'
SEARCH = "/exports/?text=whom-they-looked-for"


class Web(BaseHTTPRequestHandler):
    """Allows one download, and tells otherwise what it was told."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = str(self.headers).encode()
        self.send_response(200)
        offered = self.headers["X-Sendfile-Type"] == "X-Accel-Redirect"
        if self.path == "/download/" and offered:
            self.send_header("X-Accel-Redirect", "/accel/ab/kept%20file")
            self.send_header("Content-Disposition", 'attachment; filename="comments.csv"')
            self.send_header("Content-Type", "text/csv; charset=utf-8")
            self.send_header("ETag", ETAG)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def front(passable) -> Iterator[tuple[int, Path]]:
    data, port = passable / "alone", free_port()
    (data / "files/ab").mkdir(parents=True)
    (data / "files/ab/kept file").write_bytes(CONTENT)
    web = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    with nginx(passable / "nginx-alone", port, web.server_port, data) as log:
        yield port, log
    web.shutdown()
    web.server_close()


def get(front, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", front[0], timeout=10)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=sent)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_a_download_that_is_allowed_is_the_stored_file(front):
    response, body = get(front, "/download/")
    assert body == CONTENT
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="comments.csv"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers.get_all("ETag") == [ETAG]


def test_a_broken_download_goes_on_if_the_file_is_still_the_same(front):
    response, body = get(front, "/download/", Range="bytes=1000-1999", If_Range=ETAG)
    assert (response.status, body) == (206, CONTENT[1000:2000])
    response, body = get(front, "/download/", Range="bytes=1000-1999", If_Range='"another"')
    assert (response.status, body) == (200, CONTENT)


@pytest.mark.parametrize(
    "path",
    [
        "/accel/ab/kept%20file",
        "//accel/ab/kept%20file",
        "/%61ccel/ab/kept%20file",
        "/exports/../accel/ab/kept%20file",
        "/accel/../accel/ab/kept%20file",
    ],
)
def test_nobody_gets_a_file_past_the_web_process(front, path):
    response, body = get(front, path)
    assert response.status == 404
    assert CONTENT[:20] not in body


def test_the_web_process_learns_who_asked_and_how(front):
    told = get(front, "/", Host="threadkeep.example")[1].decode()
    assert "Host: threadkeep.example" in told
    assert "X-Forwarded-For: 127.0.0.1" in told
    assert "X-Forwarded-Proto: http\n" in told
    outer = get(front, "/", X_Forwarded_Proto="https", X_Forwarded_For="192.0.2.7")[1].decode()
    assert "X-Forwarded-Proto: https" in outer
    assert "X-Forwarded-For: 192.0.2.7, 127.0.0.1" in outer


def test_nobody_learns_its_version(front):
    response, body = get(front, "/accel/")
    assert response.headers["Server"] == "nginx"
    assert b"nginx/" not in body


def test_the_log_names_pages_but_not_what_was_searched_for(front):
    get(front, SEARCH)
    wait_for("its line", lambda: '"GET /exports/" 200' in front[1].read_text())
    assert "whom-they-looked-for" not in front[1].read_text()
