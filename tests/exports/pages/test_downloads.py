import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from exports import storage
from exports.models import StoredFile
from tests.exports import factories


@pytest.fixture
def part(export):
    return export.windows.get().parts.get()


@pytest.fixture
def url(export, part):
    return reverse("exports:file", args=[export.pk, part.pk])


@pytest.fixture
def stored(part) -> bytes:
    with default_storage.open(part.stored_file.storage_key) as file:
        return file.read()


def body(response) -> bytes:
    return response.getvalue()


def tear(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def test_a_file_comes_as_it_was_stored_under_a_name_that_says_what_it_is(browser, url, stored):
    response = browser.get(url)
    assert body(response) == stored
    name = "openweb_the-daily_2026-03-01_2026-03-31_Europe-Berlin.csv.zip"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Length"] == str(len(stored))
    assert response["Content-Type"] == "application/zip"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_a_part_of_a_file(browser, url, stored):
    response = browser.get(url, headers={"Range": "bytes=5-14"})
    assert response.status_code == 206
    assert body(response) == stored[5:15]
    assert response["Content-Range"] == f"bytes 5-14/{len(stored)}"


def test_a_range_beyond_the_end_is_refused_with_the_size(browser, url, stored):
    response = browser.get(url, headers={"Range": f"bytes={len(stored)}-"})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(stored)}"


def test_a_resumed_download_of_another_file_starts_anew(browser, url, stored):
    headers = {"Range": "bytes=5-14", "If-Range": '"another"'}
    response = browser.get(url, headers=headers)
    assert (response.status_code, body(response)) == (200, stored)


def test_a_resumed_download_of_the_same_file_goes_on(browser, url, part, stored):
    headers = {"Range": "bytes=5-14", "If-Range": f'"{part.stored_file.sha256}"'}
    response = browser.get(url, headers=headers)
    assert (response.status_code, body(response)) == (206, stored[5:15])


def test_who_has_the_file_gets_none(browser, url, part):
    response = browser.get(url, headers={"If-None-Match": f'W/"{part.stored_file.sha256}"'})
    assert (response.status_code, response.content) == (304, b"")


def test_a_look_says_everything_and_sends_nothing(browser, url, stored):
    response = browser.head(url, headers={"Range": "bytes=5-14"})
    assert response.status_code == 200
    assert response["Content-Length"] == str(len(stored))
    assert response["Accept-Ranges"] == "bytes"
    assert body(response) == b""


def test_each_download_is_audited_and_a_look_is_not(browser, url, ana, export):
    browser.head(url)
    browser.get(url, headers={"Range": "bytes=99999999-"})
    body(browser.get(url))
    entry = AuditEvent.objects.get(action="downloaded")
    assert (entry.actor, entry.target) == (ana, export.title)
    assert entry.details["file"].endswith(".csv.zip")


def test_a_file_of_another_export_is_not_found(browser, ana, site, part):
    other = factories.make_ready_export(ana, site)
    url = reverse("exports:file", args=[other.pk, part.pk])
    assert browser.get(url).status_code == 404


def test_a_removed_file_answers_with_a_sentence(browser, url, part):
    part.stored_file.removed_at = timezone.now()
    part.stored_file.save()
    response = browser.get(url)
    assert response.status_code == 410
    assert "This file was removed" in response.content.decode()


def test_a_lost_file_answers_with_a_sentence_and_is_not_audited(browser, url, part):
    default_storage.delete(part.stored_file.storage_key)
    response = browser.get(url)
    assert response.status_code == 410
    assert "not where it was stored" in response.content.decode()
    assert not AuditEvent.objects.filter(action="downloaded").exists()


def test_everything_is_one_zip_and_audited_once(browser, ana, site):
    sites = [site, factories.make_site("The Evening", zone="Europe/Berlin")]
    export = factories.make_ready_export(ana, *sites, rows=4)
    response = browser.get(reverse("exports:download", args=[export.pk]))
    with zipfile.ZipFile(io.BytesIO(body(response))) as bundle:
        assert len(bundle.namelist()) == 4
    name = "openweb_2-sites_2026-03-01_2026-03-31_Europe-Berlin.zip"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert AuditEvent.objects.filter(action="downloaded").count() == 1


@pytest.mark.parametrize("state", ["ready", "incomplete"])
@pytest.mark.parametrize(
    ("page", "ending", "content_type"),
    [
        ("download", ".zip", "application/zip"),
        ("table", ".csv.zip", "application/zip"),
        ("manifest", "_manifest.json", "application/json"),
    ],
)
def test_the_name_of_a_whole_says_days_and_gaps(browser, export, state, page, ending, content_type):
    type(export).objects.update(state=state)
    response = browser.head(reverse(f"exports:{page}", args=[export.pk]))
    gaps = "_incomplete" if state == "incomplete" else ""
    name = f"openweb_the-daily_2026-03-01_2026-03-31_Europe-Berlin{gaps}{ending}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Type"] == content_type
    assert response["Cache-Control"] == "private, no-store"


def test_the_table_alone_comes_zipped(browser, export):
    response = browser.get(reverse("exports:table", args=[export.pk]))
    with zipfile.ZipFile(io.BytesIO(body(response))) as packed:
        assert packed.namelist() == ["comments.csv"]
    assert AuditEvent.objects.get(action="downloaded").details["file"].endswith(".csv.zip")


def test_the_manifest_comes_although_nothing_was_stored(browser, ana, site):
    failed = factories.make_export(ana, state="failed")
    factories.make_window(failed, site, state="failed")
    response = browser.get(reverse("exports:manifest", args=[failed.pk]))
    assert json.loads(body(response))["missing_parts"] == [
        "The Daily: 1–31 March 2026, whole days, Berlin time"
    ]
    assert AuditEvent.objects.get(action="downloaded").details["file"].endswith("_manifest.json")


@pytest.mark.parametrize("page", ["table", "manifest"])
def test_what_lies_in_our_own_archives_is_not_offered_beside_them(browser, ana, site, page):
    export = factories.make_ready_export(ana, site, kind="openweb_article")
    assert browser.get(reverse(f"exports:{page}", args=[export.pk])).status_code == 404


@pytest.mark.parametrize(
    ("kind", "container", "files", "damage"),
    [
        ("openweb_range", "zip", 1, Path.unlink),
        ("openweb_range", "zip", 2, tear),
        ("openweb_article", "archive", 1, Path.unlink),
        ("openweb_article", "archive", 1, tear),
        ("openweb_article", "archive", 2, Path.unlink),
        ("openweb_article", "archive", 2, tear),
    ],
)
def test_everything_of_a_lost_or_torn_file_is_a_sentence_and_not_audited(
    browser, ana, site, kind, container, files, damage
):
    export = factories.make_ready_export(ana, *[site] * files, kind=kind)
    StoredFile.objects.update(container=container)
    damage(storage.local_path(StoredFile.objects.get()))
    response = browser.get(reverse("exports:download", args=[export.pk]))
    assert response.status_code == 410
    assert "not as it was stored" in response.content.decode()
    assert not AuditEvent.objects.filter(action="downloaded").exists()


@pytest.mark.parametrize("page", ["download", "table", "manifest"])
def test_a_whole_waits_for_the_end(browser, ana, site, page):
    running = factories.make_export(ana)
    factories.make_window(running, site)
    response = browser.get(reverse(f"exports:{page}", args=[running.pk]))
    assert response.status_code == 409
    assert "still running" in response.content.decode()


def test_nothing_stored_answers_with_a_sentence(browser, ana, site):
    failed = factories.make_export(ana, state="failed")
    factories.make_window(failed, site, state="failed")
    response = browser.get(reverse("exports:download", args=[failed.pk]))
    assert response.status_code == 410
    assert "There is no file to download" in response.content.decode()
