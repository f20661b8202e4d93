"""F12: cancel is not cancel. Here OpenWeb is told as well, where it can be."""

import pytest
from django.utils import timezone

from exports.models import ExportState, Window, WindowState
from exports.services import cancel, start, turns
from jobs import runner
from jobs.models import Lane
from jobs.services import claim_row
from tests.exports.moving import move_until_ended, move_until_state
from tests.exports.rows import MARCH, make_site, order

pytestmark = pytest.mark.django_db(transaction=True)
DAY = (MARCH[0], MARCH[0])


@pytest.fixture
def building(vendor, ana):
    """An export that OpenWeb builds."""
    vendor.configure(processing_seconds=60)
    export, _ = start(order(make_site("The Daily", generation="v2"), days=DAY), ana)
    move_until_state(export, ExportState.RUNNING, until=lambda w: w.state == WindowState.PROCESSING)
    return export


def test_openweb_is_told_to_stop(vendor, ana, building):
    cancel(building, ana)
    move_until_ended(building)
    assert building.state == ExportState.CANCELLED
    assert [entry["status"] for entry in vendor.requests("v2-abort")] == [202]
    assert building.events.filter(sentence__contains="was told to stop").exists()


def test_a_vendor_that_does_not_answer_keeps_nobody_from_stopping(vendor, ana, building):
    vendor.arm("v2-abort", "status", code=500)
    cancel(building, ana)
    move_until_ended(building)
    assert building.state == ExportState.CANCELLED
    assert building.events.filter(sentence__contains="could not be told").exists()


def test_what_is_taken_while_somebody_cancels_is_noted_and_called_off(vendor, ana, monkeypatch):
    export, _ = start(order(make_site("The Daily", generation="v2"), days=DAY), ana)

    def cancel_now(name: str) -> None:
        if name == "after_post":
            cancel(export, ana)

    monkeypatch.setattr("exports.by_range.steps.failpoint", cancel_now)
    runner.work(Lane.FAST)
    move_until_ended(export)
    assert Window.objects.get().vendor_id
    assert len(vendor.requests("v2-abort")) == 1


def test_v1_knows_no_way_to_be_told(vendor, ana):
    vendor.configure(processing_seconds=60)
    export, _ = start(order(make_site("The Daily"), days=DAY), ana)
    move_until_state(export, ExportState.RUNNING, until=lambda w: w.state == WindowState.PROCESSING)
    cancel(export, ana)
    export.refresh_from_db()
    assert export.state == ExportState.CANCELLED
    assert export.events.filter(sentence__contains="may still be building").exists()


def test_a_part_that_waits_for_its_turn_in_that_moment_ends_too(vendor, ana):
    site = make_site("The Daily", generation="v2", exports_at_once=1)
    start(order(site, days=DAY), ana)
    second, _ = start(order(site, days=DAY), None)
    window = second.windows.get()
    Window.objects.filter(pk=window.pk).update(due_at=timezone.now())
    lease = claim_row(window)
    cancel(second, None)
    window.export.refresh_from_db()
    assert lease is not None
    assert not turns.begin(lease, window)
    second.refresh_from_db()
    assert second.state == ExportState.CANCELLED
