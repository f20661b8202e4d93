"""Downloads that break, and disks that do not take what comes."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from exports.models import ExportState, Part, Window, WindowState
from exports.services import retry
from jobs import runner
from tests.exports.moving import move_to_download, move_until_ended, skip_pauses

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def download(vendor, export) -> Window:
    return move_to_download(export)


def try_for(minutes: int) -> Window:
    """A worker's tries within so many minutes, one a minute."""
    with time_machine.travel(timezone.now()) as clock:
        for _ in range(minutes):
            skip_pauses()
            runner.work("bulk")
            clock.shift(60)
    return Window.objects.get()


def test_a_download_that_breaks_late_still_has_time_to_go_on(vendor, download):
    Window.objects.update(deadline_at=timezone.now() + timedelta(seconds=30))
    vendor.arm("file", "reset", after_bytes=1000)
    runner.work("bulk")
    window = Window.objects.get()
    assert window.last_answer == "download_broken"
    assert window.deadline_at > timezone.now() + timedelta(minutes=14)


@pytest.mark.slow
@pytest.mark.parametrize(("etag", "after_bytes"), [("strong", 0), ("none", 1000)])
def test_a_file_that_breaks_at_the_same_place_each_time_ends_it(
    vendor, download, etag, after_bytes
):
    vendor.configure(etag=etag)
    vendor.arm("file", "reset", after_bytes=after_bytes, times=100)
    window = try_for(minutes=20)
    assert window.state == WindowState.FAILED
    assert "broke off" in window.message
    assert "Retry" in window.message


def test_a_worker_that_crashes_over_each_finished_file_ends_it(download, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("a bug")

    monkeypatch.setattr("exports.by_range.downloading.examine", broken)
    for _ in range(7):
        skip_pauses()
        runner.work("bulk")
    window = Window.objects.get()
    assert window.state == WindowState.FAILED
    assert "several times" in window.message


@pytest.mark.slow
@pytest.mark.parametrize("place", ["spool", "kept"])
def test_a_disk_that_takes_nothing_is_named_and_retry_brings_the_data_later(
    vendor, export, download, ana, tmp_path, place
):
    (tmp_path / place).write_text("a file where a folder should be")
    window = try_for(minutes=2)
    assert window.state == WindowState.DOWNLOADING
    assert "The disk could not be written" in window.message
    assert try_for(minutes=20).state == WindowState.FAILED
    (tmp_path / place).unlink()
    retry(export, ana)
    move_until_ended(export)
    assert export.state == ExportState.READY
    assert Part.objects.count() == 1
