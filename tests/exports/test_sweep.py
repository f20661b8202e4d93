"""Half-fetched files have an owner even when their window ended without one."""

import pytest

from exports import spool
from exports.services import cancel, delete, retry
from exports.tasks import sweep
from jobs import runner
from tests.exports.moving import move_to_download, skip_pauses

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def half_fetched(vendor, export):
    """The folder of a window whose download broke off in the middle."""
    window = move_to_download(export)
    vendor.arm("file", "reset", after_bytes=1000, times=-1)
    skip_pauses()
    runner.work("bulk")
    assert spool.folder_of(window).exists()
    return spool.folder_of(window)


def test_what_is_still_being_fetched_stays(half_fetched):
    sweep()
    assert half_fetched.exists()


def test_what_a_cancelled_export_left_goes(half_fetched, export, ana):
    cancel(export, ana)
    sweep()
    assert not half_fetched.exists()


def test_what_a_deleted_export_left_goes(half_fetched, export, ana):
    cancel(export, ana)
    delete(export, ana)
    sweep()
    assert not half_fetched.exists()


def test_what_a_former_attempt_left_goes(half_fetched, export, ana):
    cancel(export, ana)
    retry(export, ana)
    sweep()
    assert not half_fetched.exists()


def test_a_spool_that_was_never_used_is_no_trouble(db, settings, tmp_path):
    settings.SPOOL_DIR = tmp_path / "none"
    sweep()
