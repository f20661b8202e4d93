from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import heartbeats, queries
from jobs.models import Heartbeat

pytestmark = pytest.mark.django_db


def wake(lane: str) -> None:
    heartbeats.woken(heartbeats.worker(lane))


def test_a_lane_that_never_worked_is_silent_without_a_since():
    assert [(s.lane, s.since) for s in queries.silent_lanes()] == [("fast", None), ("bulk", None)]


def test_a_lane_that_works_is_not_silent():
    wake("fast")
    assert [silence.lane for silence in queries.silent_lanes()] == ["bulk"]


def test_a_lane_woken_long_ago_is_silent_since_then():
    wake("fast")
    woken = timezone.now() - timedelta(hours=3)
    Heartbeat.objects.update(woken_at=woken)
    assert queries.silent_lanes()[0].since == woken


def test_a_worker_that_lives_but_is_not_woken_is_silent():
    heartbeats.alive(heartbeats.worker("fast"))
    assert [silence.lane for silence in queries.silent_lanes()] == ["fast", "bulk"]


def test_a_lane_whose_worker_was_asked_to_end_is_silent_since_its_last_wake_up():
    wake("fast")
    heartbeats.stopped(heartbeats.worker("fast"))
    woken = timezone.now() - timedelta(minutes=5)
    Heartbeat.objects.update(woken_at=woken)
    assert queries.silent_lanes()[0].since == woken
