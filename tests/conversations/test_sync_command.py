"""`sync_conversations`: what somebody at a terminal, or a script, is told."""

import io
import os
import signal
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from conversations import services
from conversations.models import Synchronisation
from exports.management import watching
from jobs import runner
from jobs.models import Lane
from tests.conversations.conftest import SOME
from tests.conversations.rows import make_tenant
from tests.conversations.syncing import happen, skip_pauses, synchronise

pytestmark = pytest.mark.django_db(transaction=True)


def sync(*arguments: str) -> str:
    """What the command says on standard output; raises CommandError."""
    out = io.StringIO()
    call_command("sync_conversations", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def workers(vendor, monkeypatch) -> Iterator[None]:
    """A worker in a thread of its own, woken up all the time; somebody looks as often."""
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.02)
    over = threading.Event()

    def work() -> None:
        while not over.wait(0.02):
            skip_pauses()
            runner.work(Lane.BULK)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    over.set()
    thread.join()


def test_it_tells_how_many_there_are_and_how_many_are_new(workers, tenant):
    said = sync("courses").splitlines()
    assert said == [f"Conversations: {SOME}", f"New: {SOME}", "Changed: 0", "No longer listed: 0"]


def test_it_tells_what_changed_and_what_is_no_longer_listed(workers, vendor, tenant):
    sync("Courses")
    happen(vendor, change={"10003": {"name": "Renamed"}}, remove=["10004"])
    assert "Changed: 1" in sync("Courses")
    said = sync("Courses").splitlines()
    assert said == [f"Conversations: {SOME - 1}", "New: 0", "Changed: 0", "No longer listed: 1"]


def test_it_says_in_words_that_the_list_may_be_incomplete(workers, vendor, tenant):
    for body in ('[{"id": 1}]', "[]", '[{"id": 2}]', "[]", '[{"id": 3}]', "[]"):
        vendor.arm("conversations", "status", code=200, body=body)
    assert "may be incomplete: the last look differed" in sync("Courses")


def test_it_says_that_rows_had_no_id(workers, vendor, tenant):
    vendor.arm("conversations", "status", code=200, body='[{"id": 1}, {"name": "?"}]', times=9)
    assert "without an id are left out" in sync("Courses")


def test_a_failure_is_said_with_its_reason(workers, vendor, tenant):
    vendor.arm("conversations", "status", code=401)
    with pytest.raises(CommandError, match="onQ refused the key") as failed:
        sync("Courses")
    assert failed.value.returncode == 1


def test_it_says_that_somebody_stopped_it(vendor, tenant, monkeypatch):
    def stopped(_: float) -> None:
        services.cancel(Synchronisation.objects.get(), None)
        runner.work(Lane.BULK)

    monkeypatch.setattr("exports.management.watching.time.sleep", stopped)
    with pytest.raises(CommandError, match="Somebody stopped"):
        sync("Courses")


def test_ctrl_c_leaves_it_running_and_says_so(vendor, tenant, monkeypatch):
    def pressed(_: float) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr("exports.management.watching.time.sleep", pressed)
    with pytest.raises(CommandError, match="goes on"):
        sync("Courses")
    assert Synchronisation.objects.get().is_running


def test_it_does_not_wait_where_nobody_works(vendor, tenant, monkeypatch):
    monkeypatch.setattr(watching, "GRACE_SECONDS", 0)
    with pytest.raises(CommandError, match=r"Nobody has ever worked here.*synchronisation is kept"):
        sync("Courses")
    assert Synchronisation.objects.get().is_running


@pytest.mark.parametrize(
    ("minutes", "every"), [("20", timedelta(minutes=20)), ("never", None), ("10080", timedelta(7))]
)
def test_how_often_it_comes_by_itself_can_be_said(workers, tenant, minutes, every):
    sync("Courses", "--every", minutes)
    kept = Synchronisation.objects.get()
    assert kept.every == every
    assert kept.due_at == (kept.started_at + every if every else None)


def test_without_a_word_about_it_the_schedule_stays(workers, tenant):
    sync("Courses", "--every", "20")
    sync("Courses")
    assert Synchronisation.objects.get().every == timedelta(minutes=20)


@pytest.mark.parametrize("minutes", ["0", "10081", "-5", "often", "", "1.5", "²"])
def test_a_number_of_minutes_that_is_none_is_refused_before_anything_starts(tenant, minutes):
    with pytest.raises(CommandError, match="no number of minutes"):
        sync("Courses", f"--every={minutes}")
    assert not Synchronisation.objects.exists()


def test_an_unknown_tenant_is_answered_with_the_known_names(tenant):
    with pytest.raises(CommandError, match=r"no tenant “Cours es”\. Known: Courses"):
        sync("Cours\0es")


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [({"is_active": False}, "is switched off"), ({"secret": ""}, "has no key yet")],
)
def test_a_tenant_that_cannot_be_synchronised_is_said(db, columns, sentence):
    make_tenant(**columns)
    with pytest.raises(CommandError, match=sentence):
        sync("Courses")
    assert not Synchronisation.objects.exists()


def test_somebody_at_a_terminal_sees_a_bar(workers, vendor, tenant, monkeypatch, capsys):
    synchronise(tenant)
    monkeypatch.setenv("FORCE_COLOR", "1")
    sync("Courses")
    assert "━" in capsys.readouterr().err
