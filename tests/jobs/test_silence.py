from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import queries, services
from jobs.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_a_lane_that_never_worked_is_silent_without_a_since():
    assert [(s.lane, s.since) for s in queries.silent_lanes()] == [("fast", None), ("bulk", None)]


def test_a_lane_that_works_is_not_silent():
    services.record_heartbeat("fast")
    assert [silence.lane for silence in queries.silent_lanes()] == ["bulk"]


def test_a_lane_seen_long_ago_is_silent_since_then():
    services.record_heartbeat("fast")
    seen = timezone.now() - timedelta(hours=3)
    Heartbeat.objects.update(seen_at=seen)
    assert queries.silent_lanes()[0].since == seen


def test_two_beats_of_one_process_make_one_row():
    services.record_heartbeat("fast")
    services.record_heartbeat("fast")
    assert Heartbeat.objects.count() == 1
