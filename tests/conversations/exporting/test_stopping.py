"""What can stop a pass in its middle, and how it goes on."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from credentials.services import replace_key, store_key
from exports.models import ExportState, Window, WindowState
from exports.services import cancel, delete
from jobs import runner, stopping
from jobs.models import Lane
from tests.conversations.exporting.asking import ended, story, table, true_table
from tests.conversations.syncing import asked as asked_pages
from tests.exports.moving import move_until_state, take_over

pytestmark = pytest.mark.django_db(transaction=True)

FETCHING = "conversations.exporting.fetching.failpoint"


@pytest.fixture
def at_page(monkeypatch):
    """Something happens once, when so many pieces of the file were written."""

    def arm(number, happens) -> None:
        met = []

        def reached(_: str) -> None:
            met.append(1)
            if len(met) == number:
                happens()

        monkeypatch.setattr(FETCHING, reached)

    return arm


class Killed(BaseException):
    """The end of the process, as far as one process can play it."""


def die() -> None:
    raise Killed


def test_a_worker_that_was_killed_is_followed_by_one_that_begins_anew(vendor, export, at_page):
    at_page(3, die)
    with pytest.raises(Killed):
        runner.work(Lane.BULK)
    Window.objects.update(lost_owners=1)
    take_over()
    ended(export)
    assert table(export) == true_table(vendor)
    assert "A worker stopped in the middle of the list. Another one begins anew." in story(export)
    assert asked_pages(vendor) == [1, 2, 1, 2, 3]


def test_a_shutdown_gives_the_list_back_between_pages(vendor, export, at_page, monkeypatch):
    at_page(3, lambda: monkeypatch.setattr(stopping, "asked", lambda: True))
    runner.work(Lane.BULK)
    window = Window.objects.get()
    assert (window.state, window.lease_token) == (WindowState.DOWNLOADING, None)
    assert asked_pages(vendor) == [1, 2]
    monkeypatch.undo()
    ended(export)
    assert table(export) == true_table(vendor)


def test_cancelling_ends_it_between_pages(vendor, export, ana, at_page, settings):
    at_page(3, lambda: cancel(export, ana))
    ended(export)
    assert export.state == ExportState.CANCELLED
    assert asked_pages(vendor) == [1, 2]
    assert not list(settings.SPOOL_DIR.glob("*"))


def test_a_frozen_worker_writes_nothing_over_what_another_one_stored(vendor, export, at_page):
    seen = []

    def others_go_on() -> None:
        take_over()
        runner.work(Lane.BULK)
        seen.append(Window.objects.values().get())

    at_page(3, others_go_on)
    runner.work(Lane.BULK)
    assert [Window.objects.values().get()] == seen
    assert table(export) == true_table(vendor)


def test_it_is_quiet_when_the_export_is_gone(export, ana, at_page, caplog):
    def stopped_and_deleted() -> None:
        take_over()
        cancel(export, ana)
        delete(export, ana)

    at_page(3, stopped_and_deleted)
    runner.work(Lane.BULK)
    assert "a step failed" not in caplog.text
    assert not [path for path in Path(default_storage.path("")).rglob("*") if path.is_file()]


def test_how_many_came_so_far_is_told_while_it_runs(vendor, export, at_page):
    numbers = []

    def look() -> None:
        window = Window.objects.get()
        numbers.append((window.findings["conversations"], window.parts.get().bytes_done > 0))

    at_page(4, look)
    ended(export)
    assert numbers == [(100, True)]


def test_a_refused_key_holds_it_until_a_good_one_is_stored(vendor, export, tenant):
    store_key(tenant, "another secret that nobody at onQ knows of", None)
    move_until_state(export, ExportState.WAITING_FOR_ADMIN)
    assert "onQ" in export.windows.get().message
    assert "OpenWeb" not in export.windows.get().message
    replace_key(tenant, vendor.tenant.secret, None)
    ended(export)
    assert table(export) == true_table(vendor)


def test_a_key_refused_in_the_middle_holds_it_too(vendor, export, tenant):
    vendor.arm("conversations", "status", code=401, skip=1, times=1)
    move_until_state(export, ExportState.WAITING_FOR_ADMIN)
    replace_key(tenant, vendor.tenant.secret, None)
    ended(export)
    assert table(export) == true_table(vendor)
