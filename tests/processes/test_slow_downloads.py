"""People who download slowly hold up neither pages nor each other."""

import itertools
from http.client import HTTPResponse
from urllib.request import Request, urlopen

import pytest

from bench.load.made import Made, make
from bench.load.slow_readers import slowly_reading
from tests.processes.product import wait_for

pytestmark = pytest.mark.processes

MEGABYTES = 12  # more than the kernel takes for a reader that does not read
SOON = 20  # seconds on a busy machine; without room for pages they came when a download ended


@pytest.fixture(scope="module")
def made(_product) -> Made:
    return make(_product, people=1, megabytes=MEGABYTES)


@pytest.fixture
def get(product, made):
    def get(path: str, **headers: str) -> HTTPResponse:
        cookie = {"Cookie": f"threadkeep_session={made.sessions[0]}"}
        return urlopen(Request(f"{product.url}{path}", headers=cookie | headers), timeout=SOON)

    return get


def slow_downloads(product, made, number, paths, *headers):
    every = itertools.islice(itertools.cycle(paths), number)
    return slowly_reading(product.url, made.sessions[0], list(every), headers=headers)


def test_pages_answer_while_forty_people_download_slowly(product, made, get):
    poll = f"/exports/{made.export}/"
    with slow_downloads(product, made, 40, made.downloads) as readers:
        for _ in range(3):
            for path, headers in (
                ("/healthz", {}),
                ("/exports/", {}),
                (poll, {"HX-Request": "true"}),
            ):
                with get(path, **headers) as page:
                    assert page.status in (200, 204)
        wait_for("the downloads", lambda: readers.statuses.count(200) >= 30)


def test_more_slow_downloads_than_there_are_slots_are_told_to_come_again(product, made, get):
    with slow_downloads(product, made, 80, made.downloads) as readers:
        with get("/exports/") as page:
            assert page.status == 200
        wait_for("all answers", lambda: len(readers.statuses) == 80)
        refused = readers.statuses.count(503)
        assert 0 < refused == 80 - readers.statuses.count(200)
        wait_for("words", lambda: b"".join(readers.answers).count(b"Retry-After: 60") == refused)


def test_pages_answer_while_forty_people_leave_an_ended_connection_open(product, made, get):
    """gunicorn by itself waits two seconds for each of them, and serves nobody meanwhile."""
    with slow_downloads(product, made, 40, ["/healthz"], "Connection: close") as readers:
        with get("/exports/") as page:
            assert page.status == 200
        wait_for("the answers", lambda: readers.statuses.count(200) == 40)
