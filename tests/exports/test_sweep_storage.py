"""Bytes that a worker brought to the storage and died before it could say so."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone

from exports.models import SpotQueue, StoredFile
from exports.services import cancel, files
from exports.tasks import sweep
from jobs import runner
from tests.exports.moving import move_to_download, move_until_ended, take_over

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    """Ends a step as a kill does: nothing is given back or cleared up."""


def killed(_: str) -> None:
    raise Killed


def stored() -> list[Path]:
    return [path for path in Path(default_storage.path("")).rglob("*") if path.is_file()]


def sweep_after(hours: float) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        sweep()


@pytest.fixture
def forgotten(vendor, export, ana, monkeypatch) -> Path:
    """A file without a row: its worker was killed, and then the export was cancelled."""
    move_to_download(export)
    monkeypatch.setattr("exports.runner.bulk.failpoint", killed)
    with pytest.raises(Killed):
        runner.work("bulk")
    take_over()
    cancel(export, ana)
    assert not StoredFile.objects.exists()
    [path] = stored()
    return path


def test_a_day_later_they_go(forgotten):
    sweep_after(hours=25)
    assert not stored()


def test_younger_ones_stay_since_somebody_may_be_about_to_publish_them(forgotten):
    sweep_after(hours=23)
    assert stored() == [forgotten]


def test_a_half_made_draft_goes_too(forgotten):
    forgotten.rename(forgotten.with_name(f"{forgotten.name}.4711"))
    sweep_after(hours=25)
    assert not stored()


def test_files_of_exports_stay(vendor, export):
    move_until_ended(export)
    [path] = stored()
    sweep_after(hours=25)
    assert stored() == [path]


def test_what_is_published_between_the_look_and_the_deletion_stays(forgotten, monkeypatch):
    remove = files.remove_unneeded

    def published_first(key: str, spot_id: str) -> None:
        StoredFile.objects.create(
            spot_id=spot_id, sha256=forgotten.name, size=1, container="zip", storage_key=key
        )
        remove(key, spot_id)

    monkeypatch.setattr(files, "remove_unneeded", published_first)
    sweep_after(hours=25)
    assert stored() == [forgotten]


def test_other_files_in_the_folder_are_nobodys_business(forgotten):
    other = Path(default_storage.path("notes.txt"))
    other.write_text("not ours")
    sweep_after(hours=25)
    assert stored() == [other]
    assert SpotQueue.objects.count() == 1
