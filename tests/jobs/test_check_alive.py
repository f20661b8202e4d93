import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from jobs import heartbeats
from jobs.models import Beat, Heartbeat

pytestmark = pytest.mark.django_db


def said(process: str) -> str:
    out = io.StringIO()
    call_command("check_alive", process, stdout=out)
    return out.getvalue()


def test_a_worker_that_lives_is_well():
    heartbeats.alive(heartbeats.worker("fast"))
    assert "fast: it lives on" in said("fast")


def test_a_beat_that_lives_is_well_whatever_the_broker_does():
    heartbeats.alive(heartbeats.beat(broker_seen_at=None))
    assert "beat: it lives on" in said("beat")


def test_a_worker_of_the_other_lane_or_of_another_host_is_no_comfort():
    heartbeats.alive(heartbeats.worker("bulk"))
    Heartbeat.objects.create(lane="fast", host="elsewhere", pid=1)
    with pytest.raises(CommandError, match="nothing was heard of it"):
        said("fast")


def test_one_that_fell_silent_is_told_with_when():
    heartbeats.alive(heartbeats.beat(broker_seen_at=None))
    seen = timezone.now() - timedelta(minutes=3)
    Beat.objects.update(seen_at=seen)
    with pytest.raises(CommandError, match=f"since {seen:%H:%M:%S} UTC"):
        said("beat")


def test_one_that_was_asked_to_end_does_not_live():
    heartbeats.stopped(heartbeats.worker("fast"))
    with pytest.raises(CommandError):
        said("fast")
