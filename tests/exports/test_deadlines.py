"""Every state ends; but one that nobody could look at for long is looked at before it ends."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from exports.models import Export, ExportState, Window, WindowState
from jobs import runner
from jobs.models import Lane
from tests.exports.moving import move_to_download, move_until_state

pytestmark = pytest.mark.django_db(transaction=True)


def work_after(**away: float) -> Window:
    """What becomes of the window when workers come back after so long."""
    with time_machine.travel(timezone.now() + timedelta(**away), tick=True):
        for lane in (*Lane, *Lane):
            runner.work(lane)
    return Window.objects.get()


def skip_leases() -> None:
    Window.objects.filter(due_at__isnull=False).update(due_at=timezone.now())


def test_data_that_was_built_while_nobody_worked_is_fetched(vendor, export):
    vendor.configure(processing_seconds=3600)
    move_until_state(export, ExportState.RUNNING, until=lambda w: w.state == "processing")
    assert work_after(hours=30).state == WindowState.STORED


def test_data_that_is_still_not_built_after_its_deadline_is_asked_for_once_more(vendor, export):
    vendor.configure(processing_seconds=9999999)
    move_until_state(export, ExportState.RUNNING, until=lambda w: w.state == "processing")
    window = work_after(hours=30)
    assert (window.state, window.times_overdue) == (WindowState.PROCESSING, 1)
    assert len(vendor.requests("export")) == 2


def test_data_that_is_not_built_the_second_time_either_ends_it_with_the_last_word(vendor, export):
    vendor.configure(processing_seconds=9999999)
    move_until_state(export, ExportState.RUNNING, until=lambda w: w.state == "processing")
    work_after(hours=30)
    window = work_after(hours=60)
    assert window.state == WindowState.FAILED
    assert "Processing" in window.message
    assert len(vendor.requests("export")) == 2


def test_a_download_that_nobody_went_on_with_for_long_goes_on(vendor, export):
    move_to_download(export)
    assert work_after(hours=30).state == WindowState.STORED


def test_a_vendor_that_does_not_take_the_request_in_time_ends_it_with_a_sentence(vendor, export):
    vendor.arm("export", "status", code=503, times=100)
    runner.work("fast")
    assert Window.objects.get().state == WindowState.REQUESTING
    assert work_after(minutes=3).state == WindowState.REQUESTING
    window = work_after(hours=13)
    assert window.state == WindowState.FAILED
    assert "Retry" in window.message
    assert Export.objects.get().state == ExportState.FAILED


def test_a_worker_that_is_killed_over_and_over_while_asking_is_not_replaced_for_ever(
    vendor, export, monkeypatch
):
    class Killed(BaseException):
        """Ends the step as a kill does: nothing is given back."""

    def killed(failpoint: str) -> None:
        if failpoint == "after_post":
            raise Killed

    monkeypatch.setattr("exports.by_range.steps.failpoint", killed)
    for _ in range(8):
        skip_leases()
        try:
            runner.work("fast")
        except Killed:
            continue
    assert Window.objects.get().state == WindowState.FAILED
    assert len(vendor.requests("export")) == 5
