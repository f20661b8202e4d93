"""One CSV of everything over HTTP: who gets it, under which name, and what the page says of it."""

from datetime import UTC, datetime

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from accounts.models import AuditEvent
from exports.models import Window
from tests.exports import factories
from tests.exports.merging import table


@pytest.fixture
def url(export):
    return reverse("exports:merged", args=[export.pk])


def page_of(browser, export) -> str:
    return browser.get(export.get_absolute_url()).content.decode()


def test_it_holds_the_rows_of_every_part(browser, ana, site):
    sites = [site, factories.make_site("The Evening", zone="Europe/Berlin")]
    export = factories.make_ready_export(ana, *sites, rows=4)
    response = browser.get(reverse("exports:merged", args=[export.pk]))
    header, *rows = table(response.getvalue().decode(), ";")
    assert header == ["message_id", "user_name", "content", "written_at (Berlin time)"]
    assert len({row[0] for row in rows}) == 8
    assert {row[3] for row in rows} == {"2026-03-02 11:00:00"}


def test_as_received_it_is_a_plain_csv(browser, url, site):
    text = browser.get(url, {"flavour": "received"}).getvalue().decode()
    assert [tuple(row) for row in table(text)[1:]] == factories.comments(site, 3)


@pytest.mark.parametrize("state", ["ready", "incomplete"])
@pytest.mark.parametrize("flavour", ["excel", "excel-comma", "excel-utc", "received"])
def test_its_name_says_days_gaps_and_flavour(browser, export, url, state, flavour):
    type(export).objects.update(state=state)
    response = browser.head(url, {"flavour": flavour})
    gaps = "_incomplete" if state == "incomplete" else ""
    name = f"openweb_the-daily_2026-03-01_2026-03-31_Europe-Berlin{gaps}_{flavour}.csv"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"


def test_each_download_is_audited_and_a_look_is_not(browser, url, ana, export):
    assert browser.head(url).content == b""
    assert not AuditEvent.objects.filter(action="downloaded").exists()
    browser.get(url).getvalue()
    entry = AuditEvent.objects.get(action="downloaded")
    assert (entry.actor, entry.target) == (ana, export.title)
    assert entry.details["file"].endswith("_excel.csv")


def test_a_viewer_is_not_offered_it(as_person, viewer, export, url):
    assert url not in page_of(as_person(viewer), export)


def test_an_unknown_flavour_is_not_found(browser, url):
    assert browser.get(url, {"flavour": "vanilla"}).status_code == 404


def test_it_waits_for_the_end(browser, ana, site):
    running = factories.make_export(ana)
    factories.make_window(running, site)
    response = browser.get(reverse("exports:merged", args=[running.pk]))
    assert response.status_code == 409


def test_a_lost_file_answers_with_a_sentence_and_is_not_audited(browser, export, url):
    part = export.windows.get().parts.get()
    default_storage.delete(part.stored_file.storage_key)
    response = browser.get(url)
    assert response.status_code == 410
    assert "not as it was stored" in response.content.decode()
    assert not AuditEvent.objects.filter(action="downloaded").exists()


def test_the_page_says_what_differs(browser, export, url):
    Window.objects.update(duplicate_rows=12)
    page = page_of(browser, export)
    for flavour in ("excel", "excel-comma", "excel-utc", "excel-comma-utc", "received"):
        assert f'{url}?flavour={flavour}"' in page
    assert "leading apostrophe, and times are in Berlin time" in page
    assert "12 repeated ids folded" in page


def test_repeated_ids_between_parts_are_not_counted_beforehand(browser, ana, site):
    export = factories.make_export(ana, state="ready")
    for month in (2, 3):
        since, to = datetime(2026, month, 1, tzinfo=UTC), datetime(2026, month + 1, 1, tzinfo=UTC)
        window = factories.make_stored_window(export, site, 3, since=since, to=to)
        factories.make_file(window, factories.csv_zip(factories.comments(site, 3)))
    Window.objects.filter(position=0).update(duplicate_rows=2)
    assert "only the first is taken: at least 2 are left out here." in page_of(browser, export)


def test_more_rows_than_excel_opens_are_said(browser, export):
    assert "Excel opens the first" not in page_of(browser, export)
    Window.objects.update(received_rows=1_048_576)
    assert "Excel opens the first 1,048,576 lines only" in page_of(browser, export)


def test_a_range_offers_the_table_zipped_and_its_manifest_other_kinds_have_theirs(
    browser, ana, site, export
):
    offered = [reverse(f"exports:{name}", args=[export.pk]) for name in ("table", "manifest")]
    assert all(f'href="{address}"' in page_of(browser, export) for address in offered)
    asked = {"sites": [site.pk], "articles": [[site.pk, "article-1"]], "count": None}
    articles = factories.make_ready_export(ana, site, kind="openweb_article", request=asked)
    assert "manifest" not in page_of(browser, articles)
    assert "CSV as stored, zipped" not in page_of(browser, articles)
