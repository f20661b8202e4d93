from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import services
from jobs.kinds import registered
from tests.jobs.rows import due_window

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steps")]


def test_a_due_row_is_claimed_once():
    window = due_window()
    first, second = services.claim("fast"), services.claim("fast")
    assert first is not None
    assert first.pk == window.pk
    assert second is None


def test_a_row_that_is_not_due_yet_stays():
    due_window(due_at=timezone.now() + timedelta(minutes=1))
    assert services.claim("fast") is None


def test_a_row_of_the_other_lane_stays():
    due_window(lane="bulk")
    assert services.claim("fast") is None


def test_the_row_that_is_due_longest_comes_first():
    due_window()
    older = due_window(due_at=timezone.now() - timedelta(hours=1))
    lease = services.claim("fast")
    assert lease is not None
    assert lease.pk == older.pk


def test_a_row_whose_owner_was_lost_is_claimed_again_and_says_so():
    window = due_window()
    services.claim("fast")
    type(window).objects.update(due_at=timezone.now() - timedelta(seconds=1))
    lease = services.claim("fast")
    assert lease is not None
    assert lease.lost_owners == 1


def test_two_workers_that_saw_the_same_row_do_not_both_get_it(monkeypatch):
    window = due_window()
    kind = registered()[0]
    assert services._take(kind, window) is not None
    assert services._take(kind, window) is None
