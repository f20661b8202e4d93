"""F26: a transient error kills the wait."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from exports.models import ExportState
from jobs import runner
from jobs.models import Lane
from tests.exports.moving import move_until_ended, move_until_state, skip_pauses

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("route", "kind", "details"),
    [
        ("export", "status", {"code": 503}),
        ("status", "status", {"code": 500}),
        ("status", "garbage", {}),
        ("status", "html", {}),
        ("status", "unknown_status_word", {}),
        ("status", "success_false", {}),
        ("status", "reset", {}),
        ("file", "reset", {"after_bytes": 1000}),
        ("file", "truncate", {}),
    ],
)
def test_a_passing_fault_delays_but_never_ends_it(vendor, export, route, kind, details):
    vendor.arm(route, kind, times=1, **details)
    move_until_ended(export)
    assert export.state == ExportState.READY
    assert len(vendor.requests("export")) <= 2


def test_hours_without_openweb_are_told_and_waited_out(vendor, export):
    vendor.configure(processing_seconds=1)
    move_until_state(export, ExportState.RUNNING, until=lambda w: w.state == "processing")
    outage = vendor.arm("status", "reset", times=-1)
    began = timezone.now()
    with time_machine.travel(began, tick=True) as clock:
        for _ in range(10):
            clock.shift(timedelta(hours=1))
            skip_pauses()
            runner.work(Lane.FAST)
        window = export.windows.get()
        assert "cannot be reached" in window.message
        assert window.trouble_since < began + timedelta(hours=2)
        vendor.sandbox.faults.disarm(outage)
        move_until_ended(export)
    assert export.state == ExportState.READY
