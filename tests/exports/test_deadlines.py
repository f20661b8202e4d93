"""Every state ends; but one that nobody could look at for long is looked at before it ends."""

import pytest
from django.utils import timezone

from exports.models import Export, ExportState, Window, WindowState
from jobs import runner
from tests.exports.moving import move_to_download, move_until_state, work_after

pytestmark = pytest.mark.django_db(transaction=True)


def skip_leases() -> None:
    Window.objects.filter(due_at__isnull=False).update(due_at=timezone.now())


def test_data_that_was_built_while_nobody_worked_is_fetched(vendor, export):
    vendor.configure(processing_seconds=3600)
    move_until_state(export, ExportState.RUNNING, until=lambda w: w.state == "processing")
    assert work_after(hours=30).state == WindowState.STORED


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
