import pytest

from exports.models import Window
from jobs import kinds, runner, stopping
from jobs.kinds import DueKind
from jobs.models import Heartbeat
from tests.jobs.rows import due_window

pytestmark = pytest.mark.django_db(transaction=True)


def end(lease) -> None:
    lease.row().update(due_at=None, lease_token=None)


def steps_with(monkeypatch, step) -> None:
    kind = DueKind(model=Window, step=step, give_up=end)
    monkeypatch.setattr(kinds, "_kinds", [kind])


def test_one_wake_up_moves_everything_that_is_due(monkeypatch):
    steps_with(monkeypatch, end)
    due_window(), due_window()
    assert runner.work("fast") == 2


def test_a_wake_up_with_nothing_due_still_says_that_somebody_works(monkeypatch):
    steps_with(monkeypatch, end)
    monkeypatch.setattr(runner, "_last_heartbeat", {})
    assert runner.work("fast") == 0
    assert Heartbeat.objects.get().lane == "fast"


def test_a_step_that_raises_gives_the_row_back_for_later(monkeypatch, caplog):
    def broken(lease):
        raise RuntimeError("a bug")

    steps_with(monkeypatch, broken)
    due_window()
    assert runner.work("fast") == 1
    window = Window.objects.get()
    assert window.lease_token is None
    assert window.lost_owners == 1


def test_a_row_whose_owners_keep_dying_is_ended(monkeypatch):
    steps_with(monkeypatch, lambda lease: pytest.fail("must not be stepped again"))
    due_window(lost_owners=5)
    runner.work("fast")
    assert Window.objects.get().due_at is None


def test_a_shutdown_in_the_middle_gives_the_row_back_at_once(monkeypatch):
    def interrupted(lease):
        stopping._ask()
        stopping.check()

    steps_with(monkeypatch, interrupted)
    due_window()
    try:
        runner.work("fast")
    finally:
        stopping._asked[0] = 0
    assert Window.objects.get().lease_token is None
