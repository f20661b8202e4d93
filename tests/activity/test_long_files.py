"""Writing a file while others write too, and while captures expire."""

from threading import Thread

import pytest
from django.db import connection

from accounts.services import record
from activity.exporting import files, steps
from activity.exporting.order import ActivityOrder
from activity.models import Capture
from activity.queries import EVERYTHING
from exports.models import Export, ExportState
from exports.services import start
from tests.activity.asking import load, look_up
from tests.activity.rows import make_capture
from tests.exports.moving import move_until_ended

pytestmark = pytest.mark.django_db(transaction=True)


def take(capture: Capture, reader) -> Export:
    export, _ = start(ActivityOrder.of(capture, EVERYTHING), reader)
    move_until_ended(export)
    return export


def written_elsewhere() -> None:
    record(None, "wrote something")
    connection.close()


def somebody_else_writes(name: str) -> None:
    thread = Thread(target=written_elsewhere)
    thread.start()
    thread.join()


def test_others_may_write_while_a_long_file_is_written(site, ana, monkeypatch):
    monkeypatch.setattr(files, "CHUNK", 2)
    monkeypatch.setattr(steps, "failpoint", somebody_else_writes)
    export = take(make_capture(site, ana, messages=11), ana)
    assert export.state == ExportState.READY
    assert export.windows.get().received_rows == 11


def test_a_capture_that_expires_under_the_writing_is_read_anew(vendor, site, ana, monkeypatch):
    capture = load(look_up("u_wrote250", ana, site))
    monkeypatch.setattr(files, "CHUNK", 100)
    expire = lambda _: Capture.objects.filter(pk=capture.pk).delete()  # noqa: E731
    monkeypatch.setattr(steps, "failpoint", expire)
    export = take(capture, ana)
    assert export.state == ExportState.READY
    assert export.windows.get().received_rows == 250
