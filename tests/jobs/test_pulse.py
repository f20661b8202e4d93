"""The thread by which a process tells that it lives."""

import os
import threading

import pytest
from django.db import OperationalError

from bench.product import wait_for
from jobs import heartbeats
from jobs.models import Heartbeat
from jobs.pulse import Pulse

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pulses():
    begun: list[Pulse] = []

    def start() -> Pulse:
        begun.append(Pulse(lambda: [heartbeats.worker("fast")], seconds=0.02))
        begun[-1].start()
        return begun[-1]

    yield start
    for pulse in begun:
        pulse.stop()


def test_it_tells_again_and_again(pulses):
    pulses()
    first = wait_for("a row", Heartbeat.objects.first)
    wait_for("a later sign", lambda: Heartbeat.objects.get().seen_at > first.seen_at)


def test_it_says_goodbye(pulses):
    pulses().stop()
    assert Heartbeat.objects.get().stopped_at


def test_a_database_that_is_away_ends_nothing_and_is_logged_once(pulses, monkeypatch, caplog):
    tell, failures = heartbeats.alive, []

    def fail(process) -> None:
        failures.append(process)
        if len(failures) < 4:
            raise OperationalError("the database is away")
        tell(process)

    monkeypatch.setattr(heartbeats, "alive", fail)
    pulses()
    wait_for("a row", Heartbeat.objects.exists)
    assert len([line for line in caplog.records if "heartbeat" in line.getMessage()]) == 1


def test_nothing_is_forked_while_it_writes(pulses, monkeypatch):
    writing, may_end = threading.Event(), threading.Event()

    def slow(_) -> None:
        writing.set()
        may_end.wait(1)
        writing.clear()

    monkeypatch.setattr(heartbeats, "alive", slow)
    pulses()
    writing.wait(5)
    child = os.fork()
    if child == 0:
        os._exit(writing.is_set())
    may_end.set()
    assert os.waitpid(child, 0)[1] == 0
