"""The database goes away for a moment while a worker holds a row."""

import time
from datetime import timedelta

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils import timezone

from exports.models import Window
from jobs import database, kinds, runner, services
from jobs.kinds import DueKind
from tests.jobs.rows import claimed, due_window

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a file does not hang up"),
]


@pytest.fixture(autouse=True)
def _outage(monkeypatch):
    """Of this test alone."""
    monkeypatch.setattr(database, "_outage", database._Outage())


def hang_up() -> None:
    """The server ends this worker's connection, as it does when it restarts."""
    connection.cursor().execute("select pg_terminate_backend(pg_backend_pid())")


def test_a_step_that_lost_its_connection_gives_the_row_back_over_a_new_one(monkeypatch, caplog):
    def step(lease):
        with pytest.raises(OperationalError):
            hang_up()
        lease.row().update(due_at=None)

    monkeypatch.setattr(kinds, "_kinds", [DueKind(model=Window, step=step, give_up=step)])
    due_window()
    runner.work("fast")
    window = Window.objects.get()
    assert (window.lease_token, window.lost_owners) == (None, 1)
    assert window.due_at - timezone.now() <= services.AFTER_OUTAGE
    assert "a step failed" not in caplog.text


def test_a_connection_that_is_lost_in_a_transaction_and_replaced_at_once_was_lost():
    with pytest.raises(OperationalError) as lost, transaction.atomic():
        hang_up()
    assert connection.is_usable()
    assert database.went_away(lost.value)


def test_what_is_written_patiently_survives_a_connection_lost_in_its_transaction():
    tries = []

    def write() -> int:
        with transaction.atomic():
            tries.append(1)
            if len(tries) == 1:
                hang_up()
            return len(tries)

    assert database.patiently(write) == 2


def test_however_often_the_database_is_lost_a_row_is_not_given_up(monkeypatch):
    def step(lease):
        hang_up()

    monkeypatch.setattr(kinds, "_kinds", [DueKind(model=Window, step=step, give_up=gave_up)])
    monkeypatch.setattr(runner, "WAKE_UP_SECONDS", 0.1)
    monkeypatch.setattr(services, "AFTER_OUTAGE", timedelta())
    due_window()
    for _ in range(services.LOST_OWNERS_LIMIT + 2):
        assert runner.work("fast")
    assert Window.objects.get().lost_owners == 1


def gave_up(lease):
    pytest.fail("nobody died")


def test_what_only_one_transaction_knows_is_written_once_the_database_is_back():
    window = due_window()
    tries = []

    def write() -> int:
        tries.append(1)
        if len(tries) == 1:
            hang_up()
        return Window.objects.filter(pk=window.pk).update(vendor_id="ex_1")

    assert database.patiently(write) == 1
    assert len(tries) == 2


def test_once_it_is_back_owners_renew_before_others_take_their_rows(monkeypatch):
    due_window()
    lease = claimed("fast")
    Window.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(OperationalError) as lost:
        hang_up()
    assert database.went_away(lost.value)
    database.wait_until_back()
    assert services.claim("fast") is None
    services.renew(lease)
    monkeypatch.setattr(database, "GRACE_SECONDS", 0)
    Window.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert claimed("fast").lost_owners == 1


def test_a_refused_statement_is_no_outage():
    with pytest.raises(DatabaseError) as refused:
        connection.cursor().execute("select nonsense")
    assert not database.went_away(refused.value)


def test_a_lease_is_renewed_over_a_new_connection(monkeypatch, caplog):
    due_window()
    lease = claimed("fast")
    renew, calls = services.renew, []

    def renew_and_lose_the_connection(lease):
        renew(lease)
        calls.append(lease)
        if len(calls) == 1:
            hang_up()

    monkeypatch.setattr(services, "renew", renew_and_lose_the_connection)
    with runner._renewing(lease, "fast"):
        wait_for(lambda: len(calls) > 1)


def wait_for(is_there) -> None:
    ends = time.monotonic() + 10
    while not is_there():
        assert time.monotonic() < ends
        time.sleep(0.02)
