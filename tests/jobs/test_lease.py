from datetime import timedelta

import pytest
from django.utils import timezone

from exports.models import Window
from jobs import services
from jobs.services import LeaseLost
from tests.jobs.rows import due_window

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steps")]


@pytest.fixture
def lease():
    due_window()
    return services.claim("fast")


@pytest.fixture
def taken_over(lease):
    Window.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    services.claim("fast")
    return lease


def test_renewing_moves_the_end_of_the_lease(lease):
    before = Window.objects.get().due_at
    services.renew(lease)
    assert Window.objects.get().due_at > before


def test_an_owner_that_was_frozen_cannot_renew(taken_over):
    with pytest.raises(LeaseLost):
        services.renew(taken_over)


def test_an_owner_that_was_frozen_writes_nothing_through_the_fence(taken_over):
    assert taken_over.row().update(due_at=None) == 0


def test_an_owner_that_was_frozen_gives_nothing_back(taken_over):
    owner = Window.objects.get().lease_token
    services.release(taken_over, due_at=None)
    assert Window.objects.get().lease_token == owner


def test_after_a_crash_the_row_waits_longer_each_time(lease):
    services.release_after_crash(lease)
    window = Window.objects.get()
    assert window.lease_token is None
    assert window.lost_owners == 1
    assert window.due_at > timezone.now()
