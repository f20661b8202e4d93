"""Days that are here already can be used again; each says when it was fetched."""

from datetime import date

import pytest

from accounts.services import make_person
from credentials.models import Site
from exports.models import ExportState, StoredFile, Window, WindowState
from exports.queries import kept_twins
from exports.services import delete, repeat, start
from tests.exports.moving import move_until_ended
from tests.exports.rows import make_site, order

pytestmark = pytest.mark.django_db(transaction=True)
EARLY = (date(2026, 3, 1), date(2026, 3, 3))
ALL = (date(2026, 3, 1), date(2026, 3, 4))


@pytest.fixture
def site(db):
    return make_site("The Daily", generation="v2")


@pytest.fixture
def earlier(vendor, ana, site):
    export, _ = start(order(site, days=EARLY), ana)
    move_until_ended(export)
    return export


def requests(vendor) -> int:
    return len(vendor.requests("v2-export"))


def test_only_what_is_not_here_is_asked_for(vendor, ana, site, earlier):
    export, _ = start(order(site, days=ALL, reuse=True), ana)
    move_until_ended(export)
    assert (export.state, requests(vendor)) == (ExportState.READY, 4)
    assert export.windows.filter(state=WindowState.STORED).count() == 4


def test_each_day_keeps_the_date_on_which_it_was_fetched(vendor, ana, site, earlier):
    export, _ = start(order(site, days=EARLY, reuse=True), ana)
    assert export.state == ExportState.READY
    assert list(export.windows.values_list("stored_at", flat=True)) == list(
        earlier.windows.values_list("stored_at", flat=True)
    )


def test_fetching_anew_is_the_default(vendor, ana, site, earlier):
    export, _ = start(order(site, days=EARLY), ana)
    move_until_ended(export)
    assert requests(vendor) == 6


def test_the_files_stay_when_the_export_they_came_with_is_deleted(vendor, ana, site, earlier):
    export, _ = start(order(site, days=EARLY, reuse=True), ana)
    delete(earlier, ana)
    assert StoredFile.objects.filter(parts__window__export=export).count() == 3


def test_what_is_incomplete_or_gone_is_not_offered(ana, site, earlier):
    first, second, _ = earlier.windows.all()
    Window.objects.filter(pk=first.pk).update(grade="incomplete")
    StoredFile.objects.filter(parts__window=second).update(removed_at="2026-04-01T00:00:00Z")
    wanted = list(order(site, days=EARLY).windows(earlier.requested_at))
    assert list(kept_twins(wanted, ana)) == [2]


def test_days_of_an_export_that_one_may_not_see_are_not_offered(site, earlier):
    other = make_site("The Other", spot_id="sp_Other001", is_limited=True)
    Window.objects.create(
        export=earlier, position=9, site=other, site_name="x", spot_id="x", zone="UTC"
    )
    wanted = list(order(site, days=EARLY).windows(earlier.requested_at))
    assert not kept_twins(wanted, make_person("bob", "a long password", "Moderator"))


def test_another_generations_files_are_not_taken_for_them(vendor, ana, site, earlier):
    site.generation, site.longest_hours = "v1", 24
    site.save()
    start(order(site, days=EARLY, reuse=True), ana)
    assert Window.objects.filter(state=WindowState.STORED).count() == 3


def test_fetching_these_days_again_uses_nothing_that_is_here(vendor, ana, site, earlier):
    taken, _ = start(order(site, days=EARLY, reuse=True), ana)
    again, _ = repeat(taken, ana)
    move_until_ended(again)
    assert (again.state, requests(vendor)) == (ExportState.READY, 6)
    assert not again.windows.exclude(taken_from=None).exists()


def test_days_read_in_another_zone_of_openwebs_are_others(vendor, ana, site, earlier):
    Site.objects.update(vendor_zone="America/New_York")
    site.refresh_from_db()
    assert not kept_twins(list(order(site, days=EARLY).windows(earlier.requested_at)), ana)


def test_days_of_the_spot_that_a_site_was_before_are_not_its_own(vendor, ana, site, earlier):
    """Although the other site, which is asked as well, has that spot now."""
    other = make_site("The Other", spot_id="sp_Other001", generation="v2")
    spot_id, site.spot_id, other.spot_id = site.spot_id, "sp_Third001", site.spot_id
    wanted = list(order(site, other, days=EARLY).windows(earlier.requested_at))
    assert other.spot_id == spot_id
    assert not kept_twins(wanted, ana)
