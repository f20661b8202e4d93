"""A worker that was frozen and wakes up after another took its window over."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from exports.models import Export, ExportState, Part, PartState, StoredFile, Window
from exports.services import cancel, delete, retry
from exports.spool import Spool
from jobs import runner
from tests.exports.moving import move_to_download, move_until_ended, take_over

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meanwhile(vendor, export, monkeypatch):
    """Freezes a worker that has all bytes of a file until the given thing has happened."""

    def freeze(happens) -> None:
        finish = Spool.finish

        def frozen(spool: Spool) -> str:
            monkeypatch.setattr(Spool, "finish", finish)
            take_over()
            happens()
            return finish(spool)

        move_to_download(export)
        monkeypatch.setattr(Spool, "finish", frozen)
        runner.work("bulk")

    return freeze


def test_it_leaves_files_that_were_published_meanwhile_as_they_are(meanwhile, export):
    meanwhile(lambda: runner.work("bulk"))
    assert Part.objects.get().state == PartState.STORED
    assert Export.objects.get().state == ExportState.READY


def test_it_leaves_nothing_behind_for_the_attempt_that_follows(meanwhile, export, ana):
    def stopped_and_asked_again() -> None:
        cancel(export, ana)
        retry(export, ana)

    meanwhile(stopped_and_asked_again)
    assert not Part.objects.exists()
    move_until_ended(export)
    assert export.state == ExportState.READY


def test_it_is_quiet_when_the_export_is_gone(meanwhile, export, ana, caplog):
    def stopped_and_deleted() -> None:
        cancel(export, ana)
        delete(export, ana)

    meanwhile(stopped_and_deleted)
    assert not Window.objects.exists()
    assert not StoredFile.objects.exists()
    assert "a step failed" not in caplog.text


def test_bytes_it_brought_to_the_storage_of_a_deleted_export_are_removed(
    vendor, export, ana, monkeypatch, caplog
):
    def stopped_and_deleted(_: str) -> None:
        take_over()
        cancel(export, ana)
        delete(export, ana)

    move_to_download(export)
    monkeypatch.setattr("exports.runner.bulk.failpoint", stopped_and_deleted)
    runner.work("bulk")
    assert not [path for path in Path(default_storage.path("")).rglob("*") if path.is_file()]
    assert "a step failed" not in caplog.text
