"""Trouble at the log-in of v4 is not trouble with the request: that was never sent."""

from datetime import date

import pytest

from exports.models import ExportState
from exports.services import start
from tests.exports.moving import move_until_ended
from tests.exports.rows import make_site, order

pytestmark = pytest.mark.django_db(transaction=True)
DAY = (date(2026, 3, 1),) * 2


@pytest.mark.parametrize("kind", ["garbage", "reset"])
def test_nobody_is_told_that_openweb_may_build_it_twice(vendor, ana, kind):
    vendor.arm("v4-auth", kind, times=1)
    export, _ = start(order(make_site("The Daily", generation="v4"), days=DAY), ana)
    move_until_ended(export)
    assert export.state == ExportState.READY
    assert export.events.filter(level="warning").exists()
    assert not export.events.filter(sentence__contains="twice").exists()


def test_a_log_in_that_is_not_understood_again_and_again_does_not_end_it(vendor, ana):
    vendor.arm("v4-auth", "garbage", times=4)
    export, _ = start(order(make_site("The Daily", generation="v4"), days=DAY), ana)
    move_until_ended(export)
    assert export.state == ExportState.READY
