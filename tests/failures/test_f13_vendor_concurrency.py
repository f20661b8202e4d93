"""F13: the vendor allows only so many exports of a spot at a time."""

import pytest

from exports.models import ExportState, WindowState
from exports.services import start
from tests.exports.comparing import ids_of, truth
from tests.exports.moving import move_until_ended, move_until_state
from tests.exports.rows import MARCH, V4_KEY, make_site, order
from tests.sandbox.generations import v4_of

pytestmark = pytest.mark.django_db(transaction=True)
DAY = (MARCH[0], MARCH[0])
ITS_ENDS = ("2026-03-01T00:00:00", "2026-03-02T00:00:00")


def test_an_export_of_somebody_elses_program_is_waited_for(vendor, ana):
    vendor.configure(v4_auth_per_second=0, processing_seconds=9999)
    theirs = v4_of(vendor, key=V4_KEY)
    theirs.begin()
    ours, _ = start(order(make_site("The Daily", generation="v4"), days=DAY), ana)
    move_until_state(ours, ExportState.RUNNING, until=lambda w: w.last_answer == "busy")
    assert "busy with another export" in ours.windows.get().message
    vendor.configure(processing_seconds=0)
    move_until_ended(ours)
    assert ours.state == ExportState.READY
    assert sorted(ids_of(ours)) == sorted(truth(vendor, *ITS_ENDS))


def test_no_more_than_the_spots_turns_are_asked_for_at_a_time(vendor, site, settings):
    settings.SPOT_TURNS = 1
    vendor.configure(processing_seconds=60)
    first, second = (start(order(site), None)[0] for _ in range(2))
    move_until_state(first, ExportState.RUNNING)
    assert second.windows.get().state == WindowState.WAITING
    vendor.configure(processing_seconds=0)
    move_until_ended(second)
    assert second.state == ExportState.READY
