"""A range of days, whatever generation of OpenWeb's export API the site is asked by."""

from datetime import date, timedelta
from urllib.request import urlopen

import pytest

from exports.models import ExportState, Grade, WindowState
from exports.services import start
from tests.exports.comparing import ids_of, truth
from tests.exports.moving import move_until_ended, move_until_state
from tests.exports.rows import MARCH, make_site, order

pytestmark = pytest.mark.django_db(transaction=True)
DAYS = (date(2026, 3, 1), date(2026, 3, 3))
PARTS = {"v1": 1, "v2": 3, "v4": 1}


def asked_of(vendor, name: str) -> list[dict]:
    return [entry["asked"] for entry in vendor.requests(name)]


def test_it_ends_with_exactly_the_comments_that_there_are(vendor, ana, any_site):
    export, _ = start(order(any_site, days=DAYS), ana)
    move_until_ended(export)
    assert export.state == ExportState.READY
    there = truth(vendor, "2026-03-01T00:00:00", "2026-03-04T00:00:00")
    assert sorted(ids_of(export)) == sorted(there)
    assert export.windows.count() == PARTS[any_site.generation]


def test_only_v1_announces_a_number_so_only_it_can_be_complete(vendor, ana, any_site):
    export, _ = start(order(any_site, days=DAYS), ana)
    move_until_ended(export)
    grades = {window.grade for window in export.windows.all()}
    assert grades == {Grade.COMPLETE if any_site.generation == "v1" else Grade.WHOLE}


def test_no_comments_are_a_success_although_nobody_says_so_at_once(
    vendor, ana, any_site, monkeypatch
):
    monkeypatch.setattr("exports.moves.building.NO_FILES_PATIENCE", timedelta(seconds=1))
    export, _ = start(order(any_site, days=(date(2026, 3, 1),) * 2), ana)
    vendor.configure(rows=0, v4_tables="comments")
    move_until_ended(export)
    assert export.state == ExportState.READY
    assert export.windows.get().received_rows == 0


def test_what_an_admin_says_of_the_limits_counts(vendor, ana, any_site):
    any_site.longest_hours = 48
    any_site.save()
    export, _ = start(order(any_site, days=MARCH), ana)
    assert export.windows.count() == 16


def test_a_part_goes_on_as_it_was_asked_for_when_the_site_changes(vendor, ana, any_site):
    export, _ = start(order(any_site, days=DAYS), ana)
    any_site.generation = "v1" if any_site.generation == "v2" else "v2"
    any_site.keys.update(state="works")
    any_site.save()
    move_until_ended(export)
    assert export.state == ExportState.READY


def test_a_token_that_runs_out_in_the_middle_is_renewed_once(vendor, ana):
    vendor.configure(processing_seconds=0.3)
    export, _ = start(order(make_site("The Daily", generation="v4"), days=DAYS), ana)
    move_until_state(export, ExportState.RUNNING, until=lambda w: w.state == WindowState.PROCESSING)
    urlopen(f"{vendor.url}/_sandbox/tokens/revoke", data=b"{}")
    move_until_ended(export)
    assert export.state == ExportState.READY
    assert [entry["status"] for entry in vendor.requests("v4-auth")] == [200, 200]
