"""F16: the disk."""

import pytest

from exports.models import ExportState
from tests.exports.moving import move_until_ended, move_until_state

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_full_disk_waits_with_a_sentence_and_goes_on(vendor, export, settings):
    settings.DISK_RESERVE_BYTES = 10**18
    move_until_state(export, ExportState.RUNNING, until=lambda w: "disk" in w.message)
    settings.DISK_RESERVE_BYTES = 0
    move_until_ended(export)
    assert export.state == ExportState.READY


def test_a_finished_window_leaves_nothing_in_the_spool(vendor, export, settings):
    move_until_ended(export)
    assert not list(settings.SPOOL_DIR.iterdir())
