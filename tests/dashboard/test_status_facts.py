"""What the status page judges good, worth a look, or bad."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from config import schema
from dashboard.status import database, disk, status
from dashboard.status.facts import About, Fact, Judgement
from jobs.models import Beat, Heartbeat, Lane
from tests.jobs.rows import due_window

pytestmark = pytest.mark.django_db
GOOD, UNKNOWN, LOOK, BAD = Judgement


def ago(seconds: float):
    return timezone.now() - timedelta(seconds=seconds)


def fact(about: About) -> Fact:
    return next(one for one in status().facts if one.about == about)


def judged(about: About) -> tuple[Judgement, str]:
    finding = fact(about).finding
    return finding.judgement, finding.words


@pytest.fixture
def beat() -> Beat:
    return Beat.objects.create(host="here", pid=2, broker_seen_at=ago(0))


@pytest.fixture
def everything(workers, beat) -> None:
    """Workers of both lanes, beat and broker are well."""


@pytest.mark.usefixtures("everything")
def test_everything_is_well_when_all_is_there():
    assert {one.finding.judgement for one in status().facts} == {GOOD}
    assert status().sentence == "Everything works."


def test_at_first_nothing_runs_and_nobody_knows_of_the_broker():
    assert judged(About.FAST) == (BAD, "Nobody works yet")
    assert judged(About.BEAT) == (BAD, "None runs")
    assert judged(About.BROKER) == (UNKNOWN, "Unknown")
    assert status().sentence.startswith("Does not work: Asking vendors, Downloading and Scheduler.")


@pytest.mark.usefixtures("everything")
def test_a_lane_whose_only_worker_died_stands_still_since_its_last_wake_up():
    woken = ago(120)
    Heartbeat.objects.filter(lane=Lane.BULK).update(seen_at=ago(100), woken_at=woken)
    assert judged(About.BULK) == (BAD, "Nobody works")
    assert fact(About.BULK).finding.since == woken
    assert judged(About.FAST)[0] == GOOD


@pytest.mark.usefixtures("everything")
def test_a_worker_that_lives_but_is_not_woken_is_told_apart_from_a_dead_one():
    Heartbeat.objects.update(woken_at=ago(120))
    assert judged(About.FAST) == (BAD, "Works, but is not woken")


@pytest.mark.usefixtures("everything")
def test_one_dead_worker_of_several_is_worth_a_look():
    Heartbeat.objects.create(lane=Lane.FAST, host="elsewhere", pid=7, seen_at=ago(60))
    assert judged(About.FAST) == (LOOK, "1 of 2 workers is silent")


@pytest.mark.usefixtures("everything")
def test_a_worker_that_was_asked_to_end_is_no_worry():
    Heartbeat.objects.create(lane=Lane.FAST, host="x", pid=7, seen_at=ago(60), stopped_at=ago(60))
    assert judged(About.FAST)[0] == GOOD


@pytest.mark.usefixtures("everything")
def test_a_lane_that_does_not_keep_up_is_worth_a_look():
    due_window(due_at=ago(30))
    assert judged(About.FAST)[0] == GOOD
    oldest = ago(90)
    due_window(due_at=oldest)
    assert judged(About.FAST) == (LOOK, "Is behind")
    assert fact(About.FAST).finding.since == oldest


@pytest.mark.usefixtures("everything")
def test_two_schedulers_at_once_are_worth_a_look():
    Beat.objects.create(host="elsewhere", pid=1)
    assert judged(About.BEAT) == (LOOK, "2 run at once")


def test_a_scheduler_that_fell_silent_is_none_since_then(beat):
    seen = ago(60)
    Beat.objects.update(seen_at=seen)
    assert judged(About.BEAT) == (BAD, "None runs")
    assert fact(About.BEAT).finding.since == seen


def test_a_broker_that_takes_nothing_is_bad_since_it_last_did(beat):
    taken = ago(20)
    Beat.objects.update(broker_seen_at=taken)
    assert judged(About.BROKER) == (BAD, "Takes no wake-ups")
    assert fact(About.BROKER).finding.since == taken


def test_a_broker_that_was_never_there_has_no_since(beat):
    Beat.objects.update(broker_seen_at=None)
    assert judged(About.BROKER) == (BAD, "Has taken no wake-up yet")


def test_a_database_that_lacks_a_migration_is_bad(monkeypatch):
    monkeypatch.setattr(schema, "is_complete", lambda: False)
    monkeypatch.setattr(schema, "pending", lambda: ["jobs.0002_workers_and_beats"])
    assert judged(About.DATABASE) == (BAD, "Is older than this version")
    assert "jobs.0002_workers_and_beats" in fact(About.DATABASE).finding.advice


def test_a_slow_database_is_worth_a_look(monkeypatch):
    monkeypatch.setattr(database, "SLOW_SECONDS", 0)
    assert judged(About.DATABASE) == (LOOK, "Answers slowly")


def test_few_connections_left_are_worth_a_look(monkeypatch):
    monkeypatch.setattr(database, "_room", lambda: database.Room(used=91, most=100))
    assert judged(About.DATABASE) == (LOOK, "Has few connections left")


def test_the_database_tells_its_engine_and_size():
    engine, size, *_ = database.fact().details
    name = {"sqlite": "SQLite 3.", "postgresql": "PostgreSQL "}[connection.vendor]
    assert engine.value.startswith(name)
    assert size.value.endswith("B")


@pytest.mark.parametrize(
    ("free", "judgement"), [(10**12, GOOD), (600_000_000, LOOK), (100_000_000, BAD)]
)
def test_a_disk_is_judged_by_what_downloads_leave_free(monkeypatch, free, judgement):
    monkeypatch.setattr(disk, "_usage", lambda _: disk.Usage(total=2 * 10**12, free=free))
    assert judged(About.DISK)[0] == judgement


@pytest.mark.usefixtures("everything")
def test_a_worker_of_another_version_is_worth_a_look():
    Heartbeat.objects.filter(lane=Lane.FAST).update(version="0.0.9")
    assert judged(About.VERSION)[0] == LOOK
    assert ("On here", "0.0.9") in fact(About.VERSION).details


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("ahead", "judgement"), [(2, GOOD), (-8, LOOK), (settings.LEASE_SECONDS + 60, BAD)]
)
def test_clocks_that_are_apart_are_told(ahead, judgement, settings):
    settings.LEASE_SECONDS = 60
    seen = Heartbeat.objects.get(lane=Lane.FAST).seen_at
    noted = seen - timedelta(seconds=ahead)
    Heartbeat.objects.filter(lane=Lane.FAST).update(noted_at=noted)
    assert judged(About.CLOCKS)[0] == judgement
