"""Somebody deletes an export while somebody else takes its days over: neither stands in the way."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError, connection

from exports.models import Export, ExportState
from exports.services import delete, files, orders, reuse, start
from tests.exports.moving import move_until_ended
from tests.exports.rows import make_site, order

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time"),
]
DAYS = (date(2026, 3, 1), date(2026, 3, 3))
A_MOMENT = 0.5


def at_once(*jobs: Callable[[], object]) -> list[DatabaseError]:
    failures: list[DatabaseError] = []

    def run(job: Callable[[], object]) -> None:
        try:
            job()
        except DatabaseError as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def test_days_are_taken_over_or_fetched_but_nobody_waits_in_vain(vendor, ana, monkeypatch):
    wanted = order(make_site("The Daily", generation="v2"), days=DAYS, reuse=True)
    earlier, _ = start(wanted, ana)
    move_until_ended(earlier)
    is_deleted, is_taken = threading.Event(), threading.Event()
    remove_orphans, copy_parts = files.remove_orphans, reuse.copy_parts

    def remove_after_the_look(held):
        is_deleted.set()
        is_taken.wait(A_MOMENT)
        remove_orphans(held)

    def copy_and_tell(sources):
        copy_parts(sources)
        is_taken.set()

    def take_over():
        is_deleted.wait(A_MOMENT)
        start(wanted, ana)

    monkeypatch.setattr(files, "remove_orphans", remove_after_the_look)
    monkeypatch.setattr(orders, "copy_parts", copy_and_tell)
    assert at_once(lambda: delete(earlier, ana), take_over) == []
    move_until_ended(Export.objects.get())
    assert Export.objects.get().state == ExportState.READY
