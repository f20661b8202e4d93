"""Downloads leave threads and database connections to the pages."""

import gc
from contextlib import closing
from threading import BoundedSemaphore

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import AuditEvent
from exports import slots
from exports.models import StoredFile

KINDS = ("file", "download", "merged", "table", "manifest")


@pytest.fixture
def address(export):
    def address(kind: str) -> str:
        part = [export.windows.get().parts.get().pk] if kind == "file" else []
        return reverse(f"exports:{kind}", args=[export.pk, *part])

    return address


@pytest.fixture
def one_slot(monkeypatch) -> BoundedSemaphore:
    only = BoundedSemaphore(1)
    monkeypatch.setattr(slots, "_slots", only)
    return only


def is_free(slot: BoundedSemaphore) -> bool:
    free = slot.acquire(blocking=False)
    if free:
        slot.release()
    return free


@pytest.mark.parametrize("kind", KINDS)
def test_one_download_too_many_is_told_to_come_again(browser, address, one_slot, kind):
    first = browser.get(address("file"))
    refused = browser.get(address(kind))
    assert (refused.status_code, refused["Retry-After"]) == (503, "60")
    assert "try again in a minute" in refused.content.decode()
    assert AuditEvent.objects.filter(action="downloaded").count() == 1
    first.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_download_that_ended_makes_room(browser, address, one_slot, kind):
    response = browser.get(address(kind))
    assert not is_free(one_slot)
    response.getvalue()
    assert is_free(one_slot)


def test_a_reader_who_leaves_makes_room(browser, address, one_slot):
    browser.get(address("merged")).close()
    assert is_free(one_slot)


def test_an_answer_that_is_never_sent_makes_room(browser, address, one_slot):
    response = browser.get(address("merged"))
    assert not is_free(one_slot)
    del response
    gc.collect()
    assert is_free(one_slot)


def test_a_refusal_takes_no_room(browser, address, one_slot):
    StoredFile.objects.update(removed_at="2026-03-01T00:00Z")
    assert browser.get(address("file")).status_code == 410
    assert is_free(one_slot)


def test_a_view_that_breaks_takes_no_room(browser, address, one_slot, monkeypatch):
    def broken(*_):
        raise RuntimeError("a bug")

    monkeypatch.setattr("exports.views.files.names.part_name", broken)
    with pytest.raises(RuntimeError):
        browser.get(address("file"))
    assert is_free(one_slot)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", KINDS)
def test_no_database_connection_is_held_while_somebody_reads(browser, address, kind):
    with closing(browser.get(address(kind))) as response:
        for _piece in response.streaming_content:
            assert connection.connection is None
