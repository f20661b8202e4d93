"""The sandbox as a program: one line, a port, SIGTERM, kill and restart, flat memory."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from providers.sandbox.spots import DEMO_SPOT, DEMO_TOKEN
from tests.sandbox.calls import DAY, Vendor, call

ROOT = Path(__file__).parents[2]
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
        peak = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())
        assert peak
        assert int(peak[1]) < 100_000
    assert len(list(tmp_path.glob("files/*"))) == 1


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
