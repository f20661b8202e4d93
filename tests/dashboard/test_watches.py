"""The overview lists what is being watched, to those who may see it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from credentials.models import Site
from exports.models import Export, ExportState, Watch, Window
from tests.dashboard.rows import make_export, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def watch(tom) -> Watch:
    export = make_export(tom, make_site("The Daily"), ExportState.READY, title="Watched article")
    now = timezone.now()
    return Watch.objects.create(
        export=export,
        every=timedelta(hours=1),
        until=now + timedelta(days=1),
        started_by=tom,
        started_by_name="tom",
        due_at=now,
    )


def test_a_watch_is_listed_with_its_newest_copy(watch, at_overview):
    page = at_overview.get("/").text
    assert "Watching" in page
    assert "every 1 h" in page


def test_a_watch_names_its_last_day_in_the_zone_of_the_site(watch, at_overview):
    watch.until = datetime(2026, 3, 31, tzinfo=ZoneInfo("Europe/Berlin"))
    watch.save()
    Window.objects.update(zone="Europe/Berlin")
    assert "through 30 Mar 2026" in at_overview.get("/").text


def test_a_watch_that_ended_is_not(watch, at_overview):
    Watch.objects.update(ended_at=timezone.now())
    assert "Watching" not in at_overview.get("/").text


def test_a_watch_of_a_site_that_one_may_not_see_is_not(watch, at_overview):
    Site.objects.update(is_limited=True)
    Export.objects.update(requested_by=None)
    assert "Watching" not in at_overview.get("/").text
