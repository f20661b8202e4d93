"""F1: “Processing…” for ever, and the user is locked out."""

import pytest

from exports.models import ExportState, WindowState
from exports.services import start
from tests.exports.moving import move_until_ended, move_until_state, work_after
from tests.exports.rows import order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def building(vendor, export):
    """OpenWeb builds it and is never done."""
    vendor.configure(processing_seconds=9999999)
    move_until_state(export, ExportState.RUNNING, until=lambda w: w.state == "processing")
    return export


def test_data_that_is_still_not_built_after_its_deadline_is_asked_for_once_more(vendor, building):
    window = work_after(hours=30)
    assert (window.state, window.times_overdue) == (WindowState.PROCESSING, 1)
    assert len(vendor.requests("export")) == 2


def test_data_that_is_not_built_the_second_time_either_ends_it_with_the_last_word(vendor, building):
    work_after(hours=30)
    window = work_after(hours=60)
    assert window.state == WindowState.FAILED
    assert "Processing" in window.message
    assert len(vendor.requests("export")) == 2


def test_another_export_comes_past_one_that_never_ends(vendor, building, site):
    stuck = building.windows.get()
    vendor.arm("status", "status", code=500, times=-1, only={"export_id": stuck.vendor_id})
    vendor.configure(processing_seconds=0)
    other, _ = start(order(site), None)
    move_until_ended(other)
    building.refresh_from_db()
    assert (other.state, building.state) == (ExportState.READY, ExportState.RUNNING)
