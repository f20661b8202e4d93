"""The whole way of a window, with real HTTP to a sandbox, a real database and real files."""

import hashlib
import json
from urllib.request import urlopen

import pytest

from credentials.models import Key, KeyState
from credentials.services import replace_key
from exports import names, storage
from exports.models import Export, ExportState, Grade, StoredFile, Window, WindowState
from exports.services import cancel, delete, retry
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


def test_fewer_rows_than_announced_end_incomplete_and_say_how_many(vendor, export):
    vendor.configure(rows=50, count_delta=8)
    move_until_ended(export)
    assert export.state == ExportState.INCOMPLETE
    assert "8 fewer" in export.events.filter(level="warning").first().sentence
    assert "incomplete" in names.file_name(export)


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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("route", "kind", "details"),
    [
        ("export", "status", {"code": 503}),
        ("status", "status", {"code": 500}),
        ("status", "garbage", {}),
        ("status", "html", {}),
        ("status", "unknown_status_word", {}),
        ("status", "success_false", {}),
        ("status", "reset", {}),
        ("file", "reset", {"after_bytes": 1000}),
        ("file", "truncate", {}),
        ("file", "expired_link", {}),
    ],
)
def test_a_passing_fault_delays_but_never_ends_it(vendor, export, route, kind, details):
    vendor.arm(route, kind, times=1, **details)
    move_until_ended(export)
    assert export.state == ExportState.READY
    assert len(vendor.requests("export")) <= 2


def test_a_file_link_to_a_private_address_is_refused(vendor, export, settings):
    settings.DOWNLOAD_ALLOWED_HOSTS = frozenset()
    move_until_ended(export)
    assert export.state == ExportState.FAILED
    assert "DOWNLOAD_ALLOWED_HOSTS" in export.windows.get().message


def test_a_cancel_while_the_vendor_builds_stops_and_says_what_remains(vendor, export, ana):
    vendor.configure(processing_seconds=60)
    move_until_state(export, ExportState.RUNNING)
    cancel(export, ana)
    move_until_ended(export)
    assert export.state == ExportState.CANCELLED
    assert export.events.filter(sentence__contains="may still be building").exists()


def test_retry_after_a_failure_brings_the_data(vendor, export, ana):
    vendor.arm("file", "bomb", times=1)
    move_until_ended(export)
    retry(export, ana)
    move_until_ended(export)
    assert export.state == ExportState.READY


def test_a_full_disk_waits_with_a_sentence_and_goes_on(vendor, export, settings):
    settings.DISK_RESERVE_BYTES = 10**18
    move_until_state(export, ExportState.RUNNING, until=lambda w: "disk" in w.message)
    settings.DISK_RESERVE_BYTES = 0
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


def test_a_finished_window_leaves_nothing_in_the_spool(vendor, export, settings):
    move_until_ended(export)
    assert not list(settings.SPOOL_DIR.iterdir())


def test_no_more_than_the_spots_turns_are_asked_for_at_a_time(vendor, site, settings):
    from exports.services import start
    from tests.exports.rows import order

    settings.SPOT_TURNS = 1
    vendor.configure(processing_seconds=0.5)
    first, second = (start(order(site), None)[0] for _ in range(2))
    move_until_state(first, ExportState.RUNNING)
    assert second.windows.get().state == WindowState.WAITING
    move_until_ended(second)
    assert second.state == ExportState.READY
