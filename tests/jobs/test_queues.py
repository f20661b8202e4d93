"""How much waits in each lane."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exports.models import Watch, Window
from jobs import queries, services
from jobs.kinds import DueKind
from jobs.models import Lane
from jobs.queries import Queue
from tests.jobs.rows import due_window

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    both = [DueKind(model, step=print, give_up=print) for model in (Window, Watch)]
    monkeypatch.setattr("jobs.kinds._kinds", both)


def ago(minutes: float):
    return timezone.now() - timedelta(minutes=minutes)


def test_nothing_waits_at_first():
    assert queries.queues() == {lane: Queue() for lane in Lane}


def test_rows_of_every_kind_are_counted_from_the_one_that_is_due_longest():
    oldest = ago(3)
    export = due_window(due_at=ago(1)).export
    due_window(due_at=ago(2), lane="bulk")
    Watch.objects.create(export=export, every=timedelta(hours=1), until=ago(-60), due_at=oldest)
    assert queries.queues()[Lane.FAST] == Queue(due=2, oldest=oldest)
    assert queries.queues()[Lane.BULK].due == 1


def test_a_row_in_work_does_not_wait():
    due_window()
    services.claim("fast")
    assert queries.queues()[Lane.FAST] == Queue(held=1)


def test_a_row_whose_owner_was_lost_waits_again():
    due_window()
    services.claim("fast")
    Window.objects.update(due_at=ago(1))
    queue = queries.queues()[Lane.FAST]
    assert (queue.due, queue.held) == (1, 0)


def test_what_is_due_later_or_never_is_not_in_the_queue():
    due_window(due_at=ago(-60)), due_window(due_at=None)
    assert queries.queues()[Lane.FAST] == Queue()


def test_it_is_one_query_a_kind(django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.queues()
