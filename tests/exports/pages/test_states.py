"""What the export's page says in each state, and what it offers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from exports.models import Export, Window
from jobs.models import Heartbeat
from tests.exports import factories


@pytest.fixture(autouse=True)
def _workers(db):
    for lane in ("fast", "bulk"):
        Heartbeat.objects.create(lane=lane, host="here", pid=1, woken_at=timezone.now())


@pytest.fixture
def page(browser):
    """The page's text with its white space made plain."""

    def read(export, client=browser):
        return " ".join(client.get(export.get_absolute_url()).content.decode().split())

    return read


def one_window(person, site, state, **columns):
    export = factories.make_export(person, state=columns.pop("export_state", "running"))
    factories.make_window(export, site, state=state, **columns)
    return export


def test_ready_gives_the_answer_first(page, export):
    text = page(export)
    assert "3 rows" in text
    assert "As many as OpenWeb announced." in text
    assert reverse("exports:download", args=[export.pk]) in text
    assert "Comment 2" in text


def test_building_shows_the_step_and_how_long_it_took_before(page, ana, site, export):
    text = page(one_window(ana, site, "processing", requested_at=timezone.now()))
    assert 'aria-current="step"' in text
    assert "The last one took 6 min from asking to stored." in text
    assert 'role="progressbar"' not in text


def test_downloading_counts_bytes(page, ana, site):
    export = one_window(ana, site, "downloading", announced_rows=1000)
    window = export.windows.get()
    window.parts.create(position=0, fingerprint="a", bytes_done=19_000_000, bytes_total=38_000_000)
    Window.objects.update(state_since=timezone.now() - timedelta(seconds=10))
    text = page(export)
    assert "19 MB of 38 MB · 1,000 rows announced" in text
    assert "1.9 MB/s · about 10 s left" in text


def test_cancelling_says_what_stays(page, ana, site):
    export = factories.make_export(ana, state="running")
    factories.make_stored_window(export, site, 5)
    factories.make_window(export, site, state="waiting")
    assert "1 finished part is kept." in page(export)


def test_cancelling_calls_off_what_openweb_builds_where_it_can_be_told(page, ana, site):
    export = one_window(ana, site, "processing", vendor_id="5f04", generation="v2")
    assert "OpenWeb is told to stop building the rest." in page(export)
    Export.objects.update(cancel_requested_at=timezone.now())
    assert "Telling OpenWeb to stop… Nothing is stored yet." in page(export)


def test_a_refused_key_names_who_can_mend_it(page, ana, site):
    factories.make_admin("ines")
    export = one_window(
        ana, site, "held", message="OpenWeb refuses the key.", export_state="waiting_for_admin"
    )
    text = page(export)
    assert "OpenWeb refuses the key." in text
    assert "ines" in text
    assert site.get_absolute_url() not in text


def test_an_admin_is_led_to_the_key(page, ana, site, as_person):
    export = one_window(ana, site, "held", message="Refused.", export_state="waiting_for_admin")
    assert site.get_absolute_url() in page(export, as_person(factories.make_admin()))


def test_a_busy_site_names_whose_export_comes_first(page, ana, site, colleague):
    first = one_window(colleague, site, "processing")
    text = page(one_window(ana, site, "waiting", export_state="queued"))
    assert "OpenWeb takes three exports at a time for The Daily; colleague’s" in text
    assert f'href="{first.get_absolute_url()}">' in text
    assert "is before this one, since" in text


def test_an_export_that_the_reader_may_not_see_stays_unnamed(page, ana, site, stranger):
    twin = factories.make_site("Twin", only_for=[stranger], spot_id=site.spot_id)
    one_window(stranger, twin, "processing")
    text = page(one_window(ana, site, "waiting", export_state="queued"))
    assert "an export that you may not see is before this one" in text
    assert "stranger" not in text


def test_trouble_is_told_with_its_age(page, ana, site):
    since = timezone.now() - timedelta(minutes=3)
    export = one_window(
        ana, site, "processing", trouble_since=since, message="OpenWeb cannot be reached."
    )
    text = page(export)
    assert "OpenWeb cannot be reached. So since" in text
    assert f"{since:%H:%M} UTC" in text


def test_it_says_when_nobody_works(page, ana, site):
    Heartbeat.objects.update(woken_at=timezone.now() - timedelta(hours=3))
    assert "Nobody is working since" in page(
        one_window(ana, site, "waiting", export_state="queued")
    )


def test_failed_says_what_happened_and_offers_to_retry(page, ana, site):
    export = one_window(
        ana, site, "failed", message="OpenWeb does not know this spot.", export_state="failed"
    )
    text = page(export)
    assert "OpenWeb does not know this spot." in text
    assert reverse("exports:retry", args=[export.pk]) in text
    assert reverse("exports:download", args=[export.pk]) not in text


def test_incomplete_counts_what_is_missing(page, ana, site):
    export = factories.make_export(ana, state="incomplete")
    factories.make_stored_window(export, site, 92, announced_rows=100, grade="incomplete")
    factories.make_window(export, site, state="failed", message="Gone.")
    assert "1 of 2 parts is missing; 8 fewer than OpenWeb announced." in page(export)


def test_a_viewer_is_offered_nothing(page, export, as_person, viewer):
    text = page(export, as_person(viewer))
    for name in ("repeat", "delete", "download"):
        assert reverse(f"exports:{name}", args=[export.pk]) not in text


def test_removed_files_leave_their_facts(page, export):
    export.files_removed_at = timezone.now()
    export.save()
    part = export.windows.get().parts.get()
    part.stored_file.removed_at = timezone.now()
    part.stored_file.save()
    text = page(export)
    assert "The files were removed" in text
    assert part.stored_file.sha256 in text
    assert reverse("exports:file", args=[export.pk, part.pk]) not in text


def test_what_was_sent_is_shown_literally(page, export):
    text = page(export)
    assert "since=2026-02-28T23:00:00" in text
    assert "to=2026-03-31T22:00:00" in text


def test_the_log_of_several_sites_names_each(page, ana, site):
    export = one_window(ana, site, "stored", export_state="ready")
    other = factories.make_window(export, factories.make_site("The Evening"), state="stored")
    export.events.create(window=other, sentence="Stored and checked.")
    assert '<span class="soft">The Evening:</span> Stored and checked.' in page(export)


def test_the_log_of_several_articles_names_each(page, ana, site):
    asked = {"kind": "openweb_article", "request": {"count": None}}
    export = factories.make_export(ana, state="ready", **asked)
    for name in ("first", "second"):
        window = factories.make_window(export, site, state="stored", post_id=name)
        export.events.create(window=window, sentence="Stored and checked.")
    assert '<span class="soft">Article second:</span> Stored and checked.' in page(export)


def test_only_what_openweb_builds_is_said_to_go_on_after_a_stop(page, ana, site):
    said = "OpenWeb may go on building"
    assert said in page(one_window(ana, site, "processing"))
    assert said not in page(one_window(ana, site, "downloading"))


def test_a_young_export_is_looked_at_more_often_than_one_that_builds_for_minutes(page, ana, site):
    export = one_window(ana, site, "processing")
    assert 'hx-trigger="every 2s"' in page(export)
    Window.objects.update(state_since=timezone.now() - timedelta(minutes=5))
    assert 'hx-trigger="every 5s"' in page(export)


def test_an_incomplete_export_says_how_to_ask_again(page, ana, site):
    short = {"grade": "incomplete", "announced_rows": 5, "received_rows": 3}
    export = one_window(ana, site, "stored", export_state="incomplete", **short)
    assert "“Fetch these days again” asks OpenWeb once more" in page(export)
