"""The whole way of a window, with real HTTP to a sandbox, a real database and real files."""

import hashlib
import json
from urllib.request import urlopen

import pytest

from credentials.models import Key, KeyState
from credentials.services import replace_key
from exports import storage
from exports.models import Export, ExportState, Grade, StoredFile, Window
from exports.services import delete, retry
from tests.exports.moving import move_until_ended, move_until_state

pytestmark = pytest.mark.django_db(transaction=True)


def truth_of(sandbox, window: Window) -> dict:
    with urlopen(f"{sandbox.url}/_sandbox/truth?export_id={window.vendor_id}&rows=0") as answer:
        return json.loads(answer.readline())


def test_an_export_ends_ready_with_the_vendors_very_bytes(vendor, export):
    vendor.configure(rows=250, rows_per_file=100, format="mixed")
    move_until_ended(export)
    window = export.windows.get()
    kept = sorted(StoredFile.objects.values_list("sha256", flat=True))
    assert export.state == ExportState.READY
    assert kept == sorted(part["sha256"] for part in truth_of(vendor, window)["files"])
    assert (window.received_rows, window.announced_rows) == (250, 250)
    assert window.grade == Grade.COMPLETE


def test_what_is_kept_is_what_its_hash_says(vendor, export):
    move_until_ended(export)
    file = StoredFile.objects.get()
    assert hashlib.sha256(storage.local_path(file).read_bytes()).hexdigest() == file.sha256


def test_no_comments_is_a_success_with_words_of_its_own(vendor, export):
    vendor.configure(rows=0)
    move_until_ended(export)
    assert export.state == ExportState.READY
    assert export.events.filter(sentence__contains="No comments in this range").exists()


def test_rows_of_another_spot_end_it_before_anything_is_published(vendor, export):
    vendor.configure(foreign_spot="sp_Other001")
    move_until_ended(export)
    assert export.state == ExportState.FAILED
    assert "sp_Other001" in export.windows.get().message
    assert not StoredFile.objects.exists()


def test_another_spot_is_named_shortly_and_commands_no_terminal(vendor, export):
    vendor.configure(foreign_spot=f"sp_\x1b[2J{'x' * 500}")
    move_until_ended(export)
    message = export.windows.get().message
    assert "sp_ [2Jxxx" in message
    assert len(message) < 400


def test_a_wrong_key_holds_and_a_good_one_sets_it_going_by_itself(vendor, export, site, ana):
    good = vendor.token
    Key.objects.get().site.keys.update(state=KeyState.UNPROVEN)
    replace_key(site, "a wrong token", ana)
    move_until_state(export, ExportState.WAITING_FOR_ADMIN)
    assert "key" in export.windows.get().message
    replace_key(site, good, ana)
    move_until_ended(export)
    assert export.state == ExportState.READY


@pytest.mark.parametrize("kind", ["bomb", "path_trick"])
def test_a_file_built_to_harm_ends_it_with_nothing_published(vendor, export, kind):
    vendor.arm("file", kind)
    move_until_ended(export)
    assert export.state == ExportState.FAILED
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("kind", ["corrupt_zip", "not_a_zip"])
def test_a_file_damaged_on_the_way_is_fetched_again(vendor, export, kind):
    vendor.arm("file", kind, times=1)
    move_until_ended(export)
    assert export.state == ExportState.READY


def test_a_file_link_to_a_private_address_is_refused(vendor, export, settings):
    settings.DOWNLOAD_ALLOWED_HOSTS = frozenset()
    move_until_ended(export)
    assert export.state == ExportState.FAILED
    assert "DOWNLOAD_ALLOWED_HOSTS" in export.windows.get().message


def test_retry_after_a_failure_brings_the_data(vendor, export, ana):
    vendor.arm("file", "bomb", times=1)
    move_until_ended(export)
    retry(export, ana)
    move_until_ended(export)
    assert export.state == ExportState.READY


def test_two_exports_of_the_same_data_keep_its_bytes_once_and_deleting_one_leaves_the_other(
    vendor, export, site, ana
):
    from exports.services import repeat

    move_until_ended(export)
    again, _ = repeat(export, ana)
    move_until_ended(again)
    file = StoredFile.objects.get()
    delete(export, ana)
    assert storage.local_path(file).exists()
    delete(again, ana)
    assert not storage.local_path(file).exists()
    assert not Export.objects.exists()
