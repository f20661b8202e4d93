"""Numbers and days at the edge of what databases and calendars hold."""

import json

import pytest
from django.test import Client

from activity import runner
from activity.models import Capture
from tests.activity.asking import look_up
from tests.activity.rows import make_capture

pytestmark = pytest.mark.django_db(transaction=True)
ZONES = ["Europe/Berlin", "America/New_York", "Pacific/Kiritimati"]


@pytest.fixture
def browses(ana) -> Client:
    client = Client()
    client.force_login(ana)
    return client


@pytest.fixture
def listed(vendor, site, ana):
    """The capture of somebody whose messages are as said."""

    def look(*messages: dict) -> Capture:
        told = [{"id": f"c_{at}", "content": []} | one for at, one in enumerate(messages)]
        items = [{"data": {"conversation_id": "article", "messages": told}}]
        body = json.dumps({"cursor": {"has_next": False}, "items": items, "users": {}})
        vendor.arm("activity", "status", code=200, body=body)
        capture = look_up("u_wrote250", ana, site)
        runner.look_now(capture)
        return capture

    return look


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_moment_without_a_day_in_some_zone_is_none(listed, site, browses, zone, at):
    site.zone = zone
    site.save()
    capture = listed({"written_at": at})
    assert capture.messages.get().written_at is None
    assert "no date" in browses.get(capture.get_absolute_url()).content.decode()


@pytest.mark.parametrize("at", ["0002-01-01T00:00:00Z", "9998-12-31T23:59:59Z"])
def test_years_far_away_are_kept_and_shown(listed, browses, at):
    capture = listed({"written_at": at})
    assert at[:4] in browses.get(capture.get_absolute_url()).content.decode()


def test_votes_beyond_all_bounds_can_still_be_added_up(listed, browses):
    rank = {"ranks_up": 10**18 - 1, "ranks_down": 10**18 - 1}
    capture = listed(*[{"rank": rank}] * 20)
    assert browses.get(capture.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("field", ["first_day", "last_day"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_edge_of_the_calendar_filters_nothing_and_says_so(
    site, ana, browses, field, day
):
    capture = make_capture(site, ana)
    said = browses.get(capture.get_absolute_url(), {field: day}).content.decode()
    assert "Choose a day from 1970 on" in said
    assert said.count("data-message=") == 3
