"""Log lines of a step name the rows it is about, those of other threads and failures too."""

import pytest
from structlog.contextvars import get_contextvars

from bench.product import wait_for
from exports.models import Window
from jobs import kinds, runner, services
from jobs.kinds import DueKind
from tests.jobs.rows import due_window

pytestmark = pytest.mark.django_db(transaction=True)
ABOUT = {"window": "pk", "export": "export_id"}


@pytest.fixture
def steps(monkeypatch):
    def use(step) -> None:
        kind = DueKind(Window, step=step, give_up=print, about=ABOUT)
        monkeypatch.setattr(kinds, "_kinds", [kind])

    return use


def ids_of(window: Window) -> dict[str, int]:
    return {"window": window.pk, "export": window.export_id}


def test_a_step_knows_its_ids_without_a_query(steps, django_assert_num_queries):
    steps(print)
    window = due_window()
    with django_assert_num_queries(2):
        lease = services.claim("fast")
    assert lease.about == ids_of(window)


def test_they_are_bound_for_the_length_of_the_step(steps):
    seen = []

    def step(lease):
        seen.append(get_contextvars())
        lease.row().update(due_at=None, lease_token=None)

    steps(step)
    windows = [due_window(), due_window()]
    runner.work("fast")
    assert seen == [ids_of(window) for window in windows]
    assert get_contextvars() == {}


def test_the_line_about_a_step_that_failed_has_them(steps, monkeypatch):
    def broken(lease):
        raise RuntimeError("a bug")

    lines = []
    monkeypatch.setattr(runner.log, "exception", lambda *_, **__: lines.append(get_contextvars()))
    steps(broken)
    window = due_window()
    runner.work("fast")
    assert lines == [ids_of(window)]


def test_the_thread_that_renews_the_lease_has_them(steps, monkeypatch):
    seen = []
    monkeypatch.setattr(services, "renew", lambda _: seen.append(get_contextvars()))

    def patient(lease):
        wait_for("a renewal", lambda: seen)
        lease.row().update(due_at=None, lease_token=None)

    steps(patient)
    window = due_window()
    runner.work("fast")
    assert seen[0] == ids_of(window)
