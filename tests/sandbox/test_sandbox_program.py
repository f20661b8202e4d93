"""The sandbox as a program: one line, a port, SIGTERM, kill and restart, flat memory."""

import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest

from providers.sandbox.spots import DEMO_SPOT, DEMO_TOKEN
from tests.sandbox.calls import DAY, Vendor, call

ROOT = Path(__file__).parents[2]
MARK = b'{"type": '
FAST = ("--processing-seconds", "0", "--rows-per-day", "50")


class Program(NamedTuple):
    process: "subprocess.Popen[str]"
    vendor: Vendor


@contextmanager
def program(state_dir: Path, *flags: str) -> Iterator[Program]:
    command = [sys.executable, "-m", "providers.sandbox", "--port", "0"]
    command += ["--state-dir", str(state_dir), *flags]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        line = process.stdout.readline()
        found = re.fullmatch(r"sandbox listening on (http://127\.0\.0\.1:\d+)\n", line)
        assert found, line
        yield Program(process, Vendor(found[1], DEMO_SPOT, DEMO_TOKEN))
    finally:
        process.kill()
        process.communicate()


def peak_kilobytes(pid: int) -> int:
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert peak
    return int(peak[1])


def events_in(vendor: Vendor, post_id: str) -> int:
    """Counted while they come."""
    asked, events, last = urlencode({**vendor.identity, "post_id": post_id}), 0, b""
    with closing(HTTPConnection(urlsplit(vendor.url).netloc, timeout=60)) as line:
        line.request("GET", f"/v1/spot-conversation-events/text-only?{asked}")
        answer = line.getresponse()
        while block := answer.read(1 << 20):
            # The mark can lie across two blocks, and what is kept of the first is too short for it.
            events += (last + block).count(MARK)
            last = block[1 - len(MARK) :]
    return events


def test_it_says_one_line_and_sigterm_ends_it_at_once(tmp_path: Path) -> None:
    with program(tmp_path, *FAST) as (process, vendor):
        vendor.control("POST", "faults", {"route": "export", "kind": "hang"})
        with pytest.raises(TimeoutError):
            call(f"{vendor.url}/v1/comments/export", "POST", {}, timeout=0.1)
        vendor.request_export(since=DAY["since"], to="2026-01-01T00:00:00")
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=5)
        assert time.monotonic() - started < 2
        assert (process.returncode, rest) == (0, "")


def test_exports_faults_spots_and_links_outlive_a_kill(tmp_path: Path) -> None:
    with program(tmp_path, *FAST) as (process, vendor):
        export_id = vendor.request_export().json()["export_id"]
        (link,) = vendor.done(export_id)["export_urls"]
        before = call(link).body
        vendor.control("POST", "spots", {"spot_id": "sp_Other123", "token": "other"})
        vendor.control("POST", "config", {"rows_per_day": 9})
        vendor.control("POST", "faults", {"route": "text-only", "kind": "status", "times": 2})
        assert vendor.article().status == 500
        process.kill()
        process.wait()
    with program(tmp_path, "--processing-seconds", "0") as (_, vendor):
        (fresh,) = vendor.done(export_id)["export_urls"]
        old_on_new_port = vendor.url + link[link.index("/files/") :]
        assert call(fresh).body == call(old_on_new_port).body == before
        assert [vendor.article().status for _ in range(2)] == [500, 200]
        assert vendor.request_export(**DAY, spot_id="sp_Other123", token="other").status == 200
        assert vendor.done()["count"] == 9


@pytest.mark.slow
def test_an_export_that_was_being_made_is_made_after_the_restart(tmp_path: Path) -> None:
    with program(tmp_path, *FAST, "--rows", "300000") as (process, vendor):
        export_id = vendor.request_export().json()["export_id"]
        assert vendor.status(export_id).json() == {"status": "Processing"}
        process.kill()
        process.wait()
    assert not list(tmp_path.glob("files/*/manifest.json"))
    with program(tmp_path, "--processing-seconds", "0") as (process, vendor):
        assert vendor.status(export_id).json() == {"status": "Processing"}
        done = vendor.done(export_id)
        assert (done["count"], len(done["export_urls"])) == (300000, 3)
        assert peak_kilobytes(process.pid) < 100_000
    assert len(list(tmp_path.glob("files/*"))) == 1


@pytest.mark.slow
def test_a_conversation_of_300000_events_is_streamed_without_being_held(tmp_path: Path) -> None:
    with program(tmp_path, "--article-events", "300000") as (process, vendor):
        vendor.feed("article-1", count=1)
        before = peak_kilobytes(process.pid)
        assert events_in(vendor, "article-1") == 300_000
        assert peak_kilobytes(process.pid) - before < 10_000


def test_a_state_directory_from_before_articles_still_serves(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "sandbox.sqlite3")) as earlier:
        earlier.execute(
            "CREATE TABLE requests (seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL,"
            " method TEXT NOT NULL, route TEXT NOT NULL, status INTEGER, spot_id TEXT,"
            " export_id TEXT, fault TEXT)"
        )
    with program(tmp_path) as (_, vendor):
        assert vendor.article().status == 200


def test_a_taken_port_and_a_wrong_setting_get_a_sentence(tmp_path: Path) -> None:
    with program(tmp_path / "first") as (_, vendor):
        command = [sys.executable, "-m", "providers.sandbox", "--state-dir", str(tmp_path / "two")]
        for flags, words in (
            (["--port", vendor.url.rpartition(":")[2]], "cannot listen on port"),
            (["--port", "0", "--format", "rar"], "'rar' does not suit the setting format."),
        ):
            ended = subprocess.run(
                [*command, *flags], cwd=ROOT, capture_output=True, text=True, check=False
            )
            assert ended.returncode in (1, 2)
            assert words in ended.stderr
            assert len(ended.stderr.splitlines()) == 1
