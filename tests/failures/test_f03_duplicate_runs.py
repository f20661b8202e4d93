"""F3: duplicate runs, because a message was delivered more than once."""

import threading

import pytest
from django.db import connection

from exports.models import ExportState, StoredFile
from jobs import runner
from jobs.models import Lane
from tests.exports.moving import move_until_ended

pytestmark = pytest.mark.django_db(transaction=True)
DELIVERIES = 6


def work(lane: Lane, together: threading.Barrier) -> None:
    together.wait()
    runner.work(lane)
    connection.close()


def deliver(lane: Lane) -> None:
    """The same wake-up to several workers in the same moment."""
    together = threading.Barrier(DELIVERIES)
    threads = [threading.Thread(target=work, args=(lane, together)) for _ in range(DELIVERIES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_wake_up_that_comes_six_times_asks_openweb_once(vendor, export):
    deliver(Lane.FAST)
    assert len(vendor.requests("export")) == 1


def test_wake_ups_that_come_after_the_end_do_nothing(vendor, export):
    move_until_ended(export)
    asked = len(vendor.requests())
    for lane in Lane:
        deliver(lane)
    assert (export.state, len(vendor.requests())) == (ExportState.READY, asked)
    assert StoredFile.objects.count() == 1
