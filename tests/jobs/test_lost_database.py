"""The database goes away for a moment while a worker holds a row."""

import time

import pytest
from django.db import OperationalError, connection

from exports.models import Window
from jobs import kinds, runner, services
from jobs.kinds import DueKind
from tests.jobs.rows import claimed, due_window

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a file does not hang up"),
]


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
