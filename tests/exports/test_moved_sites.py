"""A site may become another spot: what it was asked for before its new key does not open."""

from datetime import date

import pytest

from credentials.models import Site
from exports.models import ExportState
from exports.services import retry, start
from tests.exports.moving import move_until_ended
from tests.exports.rows import order

pytestmark = pytest.mark.django_db(transaction=True)
DAY = (date(2026, 3, 1),) * 2


def test_a_retry_fetches_nothing_of_the_spot_that_the_site_is_now(vendor, ana, any_site):
    vendor.arm("file", "bomb", times=1)
    export, _ = start(order(any_site, days=DAY), ana)
    move_until_ended(export)
    Site.objects.update(spot_id="sp_Another1")
    asked = len(vendor.requests())
    retry(export, ana)
    move_until_ended(export)
    assert (export.state, len(vendor.requests())) == (ExportState.FAILED, asked)
    assert "another spot now" in export.windows.get().message
