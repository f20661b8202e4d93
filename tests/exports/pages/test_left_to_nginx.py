"""With ACCEL_PREFIX nginx sends the bytes; who may have which of them is decided here as always."""

from contextlib import closing
from pathlib import Path
from threading import BoundedSemaphore

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from accounts.models import AuditEvent
from exports import slots

PREFIX = "/accel/"
BY_NGINX = {"X-Sendfile-Type": "X-Accel-Redirect"}
SAME = ("Content-Type", "Content-Disposition", "ETag", "Accept-Ranges", "Cache-Control")


@pytest.fixture(autouse=True)
def _with_nginx(settings):
    settings.ACCEL_PREFIX = PREFIX


@pytest.fixture
def browser(browser):
    """As its requests come through nginx."""
    browser.defaults["HTTP_X_SENDFILE_TYPE"] = BY_NGINX["X-Sendfile-Type"]
    return browser


@pytest.fixture
def stored(export):
    return export.windows.get().parts.get().stored_file


@pytest.fixture
def url(export):
    return reverse("exports:file", args=[export.pk, export.windows.get().parts.get().pk])


def test_nginx_is_told_where_the_file_lies_and_gets_the_same_headers(
    browser, url, stored, settings
):
    response = browser.get(url)
    assert response["X-Accel-Redirect"] == f"{PREFIX}{stored.storage_key}"
    assert response.content == b""
    settings.ACCEL_PREFIX = ""
    with closing(browser.get(url)) as by_us:
        assert [response[name] for name in SAME] == [by_us[name] for name in SAME]


def test_what_a_path_could_mean_something_else_by_is_quoted(browser, url, stored):
    key = f"{stored.storage_key}?a %2e#"
    Path(default_storage.path(stored.storage_key)).rename(default_storage.path(key))
    type(stored).objects.update(storage_key=key)
    assert browser.get(url)["X-Accel-Redirect"].endswith("%3Fa%20%252e%23")


def test_a_part_of_it_is_cut_out_by_nginx(browser, url, stored):
    for if_range in (f'"{stored.sha256}"', '"another"'):
        response = browser.get(url, headers={"Range": "bytes=5-14", "If-Range": if_range})
        assert response.status_code == 200
        assert response["X-Accel-Redirect"]
        assert response["ETag"] == f'"{stored.sha256}"'


def test_who_has_it_and_who_asks_beyond_its_end_get_no_file(browser, url, stored):
    known = browser.get(url, headers={"If-None-Match": f'"{stored.sha256}"'})
    beyond = browser.get(url, headers={"Range": f"bytes={stored.size}-"})
    assert (known.status_code, beyond.status_code) == (304, 416)
    assert not known.has_header("X-Accel-Redirect")
    assert not beyond.has_header("X-Accel-Redirect")
    assert not AuditEvent.objects.filter(action="downloaded").exists()


def test_it_is_audited(browser, url, ana, export):
    browser.get(url)
    entry = AuditEvent.objects.get(action="downloaded")
    assert (entry.actor, entry.target) == (ana, export.title)


def test_strangers_and_people_who_may_not_download_get_no_redirect(
    as_person, stranger, viewer, url
):
    for person, status in ((stranger, 404), (viewer, 403)):
        response = as_person(person).get(url, headers=BY_NGINX)
        assert response.status_code == status
        assert not response.has_header("X-Accel-Redirect")


def test_who_comes_past_nginx_gets_the_bytes_from_us(as_person, ana, url, stored):
    with closing(as_person(ana).get(url)) as response:
        assert not response.has_header("X-Accel-Redirect")
        assert len(response.getvalue()) == stored.size


def test_a_lost_file_answers_with_a_sentence(browser, url, stored):
    default_storage.delete(stored.storage_key)
    response = browser.get(url)
    assert response.status_code == 410
    assert "not where it was stored" in response.content.decode()


def test_it_needs_no_slot(browser, url, monkeypatch):
    monkeypatch.setattr(slots, "_slots", BoundedSemaphore(1))
    slots._slots.acquire()
    assert browser.get(url)["X-Accel-Redirect"]


def test_what_is_made_while_it_is_sent_comes_from_us(browser, export):
    response = browser.get(reverse("exports:merged", args=[export.pk]))
    assert not response.has_header("X-Accel-Redirect")
    assert response.getvalue()
