"""F2: silent truncation or silent failure."""

import pytest

from exports import names
from exports.models import ExportState
from exports.services import start
from tests.exports.comparing import ids_of, truth
from tests.exports.moving import move_until_ended
from tests.exports.rows import MARCH, make_site, order

pytestmark = pytest.mark.django_db(transaction=True)


def test_fewer_rows_than_announced_end_incomplete_and_say_how_many(vendor, export):
    vendor.configure(rows=50, count_delta=8)
    move_until_ended(export)
    assert export.state == ExportState.INCOMPLETE
    assert "8 fewer" in export.events.filter(level="warning").first().sentence
    assert "incomplete" in names.file_name(export)


def test_a_day_that_failed_is_missing_in_the_verdict_and_in_the_file_name(vendor, ana):
    days = (MARCH[0], MARCH[0].replace(day=3))
    vendor.arm("v2-export", "status", code=400, times=1)
    export, _ = start(order(make_site("The Daily", generation="v2"), days=days), ana)
    move_until_ended(export)
    assert export.state == ExportState.INCOMPLETE
    assert "incomplete" in names.file_name(export)


@pytest.mark.parametrize(
    ("kind", "details"), [("garbage", {}), ("html", {"page": "Back soon, thank you.\nThe team"})]
)
def test_nonsense_in_place_of_the_comments_is_not_taken_for_a_day_without_any(
    vendor, ana, kind, details
):
    day = (MARCH[0], MARCH[0])
    vendor.arm("file", kind, times=1, **details)
    export, _ = start(order(make_site("The Daily", generation="v4"), days=day), ana)
    move_until_ended(export)
    assert export.state == ExportState.READY
    there = truth(vendor, "2026-03-01T00:00:00", "2026-03-02T00:00:00")
    assert sorted(ids_of(export)) == sorted(there)
