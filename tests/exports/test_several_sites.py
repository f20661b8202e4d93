"""One export of several sites: each is a part of its own."""

import pytest

from exports.models import ExportState, WindowState
from exports.services import retry, start
from tests.environment import TOKEN
from tests.exports.moving import move_until_ended
from tests.exports.rows import make_site, order

pytestmark = pytest.mark.django_db(transaction=True)

WEEKLY = "sp_Weekly01"


@pytest.fixture
def both(vendor, ana, site):
    vendor.sandbox.spots.keep(WEEKLY, TOKEN, enabled=True)
    return start(order(site, make_site("The Weekly", WEEKLY)), ana)[0]


def states(export) -> list[str]:
    return [window.state for window in export.windows.all()]


def test_a_site_that_fails_leaves_the_others_data(vendor, both):
    vendor.arm("file", "bomb", only={"spot_id": WEEKLY})
    move_until_ended(both)
    assert both.state == ExportState.INCOMPLETE
    assert states(both) == [WindowState.STORED, WindowState.FAILED]


def test_retry_asks_for_the_failed_site_only(vendor, both, ana):
    vendor.arm("file", "bomb", only={"spot_id": WEEKLY}, times=1)
    move_until_ended(both)
    retry(both, ana)
    move_until_ended(both)
    assert both.state == ExportState.READY
    assert sorted(asked["spot_id"] for asked in vendor.requests("export")) == [
        "sp_Dem0Spot",
        WEEKLY,
        WEEKLY,
    ]
