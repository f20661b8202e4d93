import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import make_person
from jobs.models import Heartbeat, Lane


@pytest.fixture
def ana(db) -> User:
    return make_person("ana", "a long password", "Admin")


@pytest.fixture
def tom(db) -> User:
    return make_person("tom", "a long password", "Moderator")


@pytest.fixture
def workers(db) -> None:
    """Both lanes were seen just now."""
    for lane in Lane:
        Heartbeat.objects.create(lane=lane, host="here", pid=1, woken_at=timezone.now())


@pytest.fixture
def at_overview(client, tom, workers):
    client.force_login(tom)
    return client
