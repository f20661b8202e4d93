"""F14: long ranges, which fail when nine tenths of them are done."""

from datetime import date

import pytest
from django.utils import timezone

from exports.models import ExportState, Window, WindowState
from exports.services import retry, start
from jobs import runner
from jobs.models import Lane
from tests.exports.comparing import ids_of, truth
from tests.exports.moving import move_until_ended, skip_pauses
from tests.exports.rows import make_site, order

pytestmark = pytest.mark.django_db(transaction=True)
DAYS = (date(2026, 3, 1), date(2026, 3, 3))


@pytest.fixture
def three_days(vendor, ana):
    """Each a part of its own."""
    return start(order(make_site("The Daily", generation="v2"), days=DAYS), ana)[0]


def assert_is_the_truth(vendor, export) -> None:
    assert export.state == ExportState.READY
    there = truth(vendor, "2026-03-01T00:00:00", "2026-03-04T00:00:00")
    assert sorted(ids_of(export)) == sorted(there)


def test_ninety_days_take_as_many_parts_as_the_generation_needs(vendor, ana, any_site):
    export, _ = start(order(any_site, days=(date(2026, 1, 1), date(2026, 3, 31))), ana)
    assert export.windows.count() == {"v1": 1, "v2": 90, "v4": 3}[any_site.generation]


def test_a_day_that_failed_is_retried_alone(vendor, ana, three_days):
    vendor.arm("file", "bomb", times=1)
    move_until_ended(three_days)
    assert three_days.state == ExportState.INCOMPLETE
    retry(three_days, ana)
    move_until_ended(three_days)
    assert_is_the_truth(vendor, three_days)
    assert len(vendor.requests("v2-export")) == len(["three", "days", "and", "one", "again"]) - 1


def test_a_day_that_openweb_is_never_done_with_is_halved(vendor, three_days):
    runner.work(Lane.FAST)
    stuck = three_days.windows.first()
    vendor.arm("v2-status", "garbage", times=-1, only={"export_id": stuck.vendor_id})
    while three_days.windows.filter(state=WindowState.STORED).count() < 2:
        skip_pauses()
        for lane in Lane:
            runner.work(lane)
    Window.objects.filter(pk=stuck.pk).update(times_overdue=1, deadline_at=timezone.now())
    move_until_ended(three_days)
    assert_is_the_truth(vendor, three_days)
    assert three_days.windows.filter(state=WindowState.SPLIT).get() == stuck
