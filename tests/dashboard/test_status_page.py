"""Who sees what on the status page, and that it says nothing when nothing is new."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from accounts.services import make_person
from jobs.models import Beat, Heartbeat
from tests.jobs.rows import due_window

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _running(workers) -> None:
    Beat.objects.create(host="beat.internal", pid=2, broker_seen_at=timezone.now())
    Heartbeat.objects.update(host="worker.internal")


@pytest.fixture
def look(client):
    def ask(person, seen: str | None = None):
        client.force_login(person)
        if seen is None:
            return client.get("/status/")
        return client.get("/status/", {"seen": seen}, headers=FRAGMENT)

    return ask


def seen_in(answer) -> str:
    return re.findall(r"/status/\?seen=(\w+)", answer.text)[0]


@pytest.mark.parametrize("role", ["Viewer", "Moderator", "Privacy", "Admin"])
def test_everybody_who_is_signed_in_reads_whether_everything_works(look, role):
    assert "Everything works." in look(make_person("eve", "a long password", role)).text


def test_only_those_who_manage_keys_read_hosts_paths_and_what_to_do(look, ana, tom):
    Beat.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
    secrets = (
        "worker.internal",
        str(settings.DATA_DIR),
        "config.processes beat",
        "SQLite 3|Postgre",
    )
    for_ana, for_tom = look(ana).text, look(tom).text
    for secret in secrets:
        assert re.search(secret, for_ana)
        assert not re.search(secret, for_tom)
    assert "Ask ana." in for_tom


def test_nobody_reads_an_address_with_a_password(look, ana, settings):
    settings.REDIS_URL = "redis://:hunter2@broker.internal/0"
    settings.DATABASE_URL = "postgres://user:hunter2@database.internal/db"
    Beat.objects.update(broker_seen_at=timezone.now() - timedelta(minutes=2))
    assert "hunter2" not in look(ana).text


def test_a_look_at_what_has_not_changed_is_answered_with_nothing(look, tom):
    with time_machine.travel(timezone.now(), tick=False):  # heartbeats are told by the minute
        seen = seen_in(look(tom))
        Heartbeat.objects.update(woken_at=timezone.now(), seen_at=timezone.now())
        assert look(tom, seen).status_code == 204


def test_a_look_at_what_has_changed_brings_it_without_the_frame(look, tom):
    seen = seen_in(look(tom))
    due_window(due_at=timezone.now() - timedelta(minutes=2))
    answer = look(tom, seen)
    assert "Is behind" in answer.text
    assert "<html" not in answer.text
    assert 'hx-swap-oob="outerHTML:.worker-status"' in answer.text


def test_every_page_leads_there(look, client, tom):
    look(tom)
    Heartbeat.objects.update(woken_at=timezone.now() - timedelta(hours=1))
    page = client.get("/").text
    assert page.count('href="/status/"') == 3  # the foot of rail and menu, and the banner


def test_no_room_is_marked_as_the_one_one_is_in(look, tom):
    assert not [room for room in look(tom).context["frame"].rooms if room.here]


def test_it_costs_the_same_however_many_rows_wait(look, tom, django_assert_max_num_queries):
    look(tom)
    for _ in range(5):
        due_window()
    with django_assert_max_num_queries(30):
        look(tom)
