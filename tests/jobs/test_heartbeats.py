"""What workers and beat write about themselves."""

import os
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from jobs import heartbeats, queries
from jobs.models import Beat, Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> Heartbeat:
    return heartbeats.worker("fast")


def another(worker: Heartbeat, **columns) -> Heartbeat:
    seen = timezone.now() - timedelta(minutes=20)
    values = {"lane": "fast", "host": worker.host, "pid": 1, "seen_at": seen}
    return Heartbeat.objects.create(**values | columns)


def test_one_worker_is_one_row_however_often_it_tells(worker):
    heartbeats.woken(worker)
    heartbeats.alive(worker)
    heartbeats.alive(heartbeats.worker("fast"))
    row = Heartbeat.objects.get()
    assert (row.lane, row.pid, row.woken_at is None) == ("fast", os.getpid(), False)


def test_being_alive_does_not_look_like_being_woken(worker):
    heartbeats.alive(worker)
    assert Heartbeat.objects.get().woken_at is None


def test_pool_processes_speak_for_the_worker_that_forked_them(monkeypatch):
    monkeypatch.setattr(heartbeats, "_worker_pid", 4711)
    heartbeats.woken(heartbeats.worker("bulk"))
    assert Heartbeat.objects.get().pid == 4711


def test_the_clock_of_the_database_is_noted_too(worker):
    heartbeats.alive(worker)
    row = Heartbeat.objects.get()
    assert abs(row.noted_at - row.seen_at) < timedelta(seconds=5)


def test_a_worker_that_is_silent_for_long_counts_as_dead(worker):
    heartbeats.alive(worker)
    assert queries.is_alive(Heartbeat.objects.get())
    with time_machine.travel(timezone.now() + timedelta(seconds=31), tick=False):
        assert not queries.is_alive(Heartbeat.objects.get())


def test_a_worker_that_was_asked_to_end_leaves_no_ghost(worker):
    heartbeats.alive(worker)
    heartbeats.stopped(worker)
    assert not queries.workers().exists()


def test_a_worker_that_starts_again_with_the_same_pid_is_back(worker):
    heartbeats.stopped(worker)
    heartbeats.alive(heartbeats.worker("fast"))
    assert queries.workers().get().stopped_at is None


def test_a_dead_worker_is_forgotten_once_another_took_its_place(worker):
    another(worker)
    elsewhere, bulk = another(worker, host="elsewhere"), another(worker, lane="bulk")
    lately = another(worker, pid=2, seen_at=timezone.now() - timedelta(minutes=2))
    heartbeats.alive(worker)
    left = set(Heartbeat.objects.exclude(pid=os.getpid()))
    assert left == {elsewhere, bulk, lately}


def test_whoever_was_silent_for_a_day_is_forgotten(worker):
    another(worker, host="elsewhere", seen_at=timezone.now() - timedelta(hours=25))
    heartbeats.alive(worker)
    assert Heartbeat.objects.get().host == worker.host


def test_two_beats_at_once_are_two_rows():
    now = timezone.now()
    heartbeats.alive(heartbeats.beat(broker_seen_at=now))
    Beat.objects.create(host="elsewhere", pid=1)
    assert [beat.broker_seen_at for beat in queries.beats().order_by("pid")] == [None, now]
