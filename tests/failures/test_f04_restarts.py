"""F4: after a restart of Redis or a worker nothing runs, and nobody knows."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from exports.models import ExportState
from jobs.models import Heartbeat, Lane
from tests.exports.moving import move_until_ended
from tests.jobs.rows import claimed

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_export_whose_worker_died_is_taken_up_from_the_database_alone(vendor, export):
    claimed(Lane.FAST)
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=True):
        move_until_ended(export)
    assert export.state == ExportState.READY


def test_silent_workers_are_a_banner_on_every_page(as_person, ana):
    seen = timezone.now() - timedelta(hours=1)
    for lane in Lane:
        Heartbeat.objects.create(lane=lane, host="here", pid=1, woken_at=seen)
    for address in ("/", "/exports/", "/accounts/password/change/"):
        page = as_person(ana).get(address).text
        assert "Nobody is working since" in page
        assert f"{seen:%H:%M} UTC" in page
