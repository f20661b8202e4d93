"""One address serves the page and what moved since the browser looked last."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from exports.models import Event, Export, Part, Window
from tests.exports import factories


@pytest.fixture
def running(ana, site) -> Export:
    export = factories.make_export(ana, state="running")
    factories.make_window(export, site, state="processing", requested_at=timezone.now())
    return export


@pytest.fixture
def look(browser, running, fragment):
    """Asks as htmx does, for what changed since `seen`."""

    def ask(seen=""):
        return browser.get(running.get_absolute_url(), {"seen": seen}, headers=fragment)

    return ask


def seen_in(response) -> str:
    found = re.search(r"seen=([^\"&]+)", response.content.decode())
    assert found
    return found[1]


def test_the_page_is_whole_and_may_not_be_kept(browser, running):
    response = browser.get(running.get_absolute_url())
    assert "<html" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "HX-Request" in response["Vary"]


def test_a_fragment_holds_no_frame(look):
    assert "<html" not in look().content.decode()


def test_going_back_in_history_gets_the_page(browser, running, fragment):
    headers = {**fragment, "HX-History-Restore-Request": "true"}
    response = browser.get(running.get_absolute_url(), headers=headers)
    assert "<html" in response.content.decode()


def test_nothing_moved_nothing_sent(look):
    response = look(seen_in(look()))
    assert (response.status_code, response.content) == (204, b"")
    assert response["Cache-Control"] == "no-store"


def test_another_poll_of_the_vendor_alone_moves_nothing(look, running):
    seen = seen_in(look())
    running.windows.update(polls=17, due_at=timezone.now(), lost_owners=1)
    assert look(seen).status_code == 204


@pytest.mark.parametrize(
    "moved",
    [
        {"last_answer_at": timezone.now()},
        {"state": "downloading"},
        {"trouble_since": timezone.now(), "message": "OpenWeb cannot be reached."},
        {"announced_rows": 5},
    ],
)
def test_whatever_the_page_shows_moves_it(look, running, moved):
    seen = seen_in(look())
    running.windows.update(**moved)
    assert look(seen).status_code == 200


def test_bytes_move_it(look, running):
    running.windows.update(state="downloading")
    part = Part.objects.create(window=running.windows.get(), position=0, fingerprint="a")
    seen = seen_in(look())
    Part.objects.filter(pk=part.pk).update(bytes_done=5)
    assert look(seen).status_code == 200


def test_the_log_is_sent_only_when_it_has_a_new_line(look, running):
    seen = seen_in(look())
    running.windows.update(last_answer_at=timezone.now())
    assert 'id="export-log"' not in look(seen).content.decode()
    Event.objects.create(export=running, sentence="Something new")
    assert "Something new" in look(seen).content.decode()


def test_screen_readers_hear_of_a_change_of_state_only(look, running):
    seen = seen_in(look())
    running.windows.update(last_answer_at=timezone.now())
    assert 'id="export-news"' not in look(seen).content.decode()
    finish(running)
    assert "Ready: 3 rows. As many as OpenWeb announced." in look(seen).content.decode()


def test_what_moved_tells_how_the_workers_are_in_the_frame_too(look):
    text = look().content.decode()
    assert 'tone-bad" hx-swap-oob="outerHTML:.worker-status"' in text
    assert "Nobody is working" in text


def test_links_that_a_poll_replaces_have_ids_so_that_focus_returns_to_them(look, running, site):
    stored = factories.make_stored_window(running, site, rows=3, position=1)
    part = factories.make_file(stored, factories.csv_zip(factories.comments(site, 3)))
    text = look().content.decode()
    assert f'id="cell-{stored.pk}"' in text
    assert f'id="file-{part.pk}"' in text


def test_an_ended_export_asks_no_more(look, running, browser):
    seen = seen_in(look())
    finish(running)
    assert "hx-trigger" not in look(seen).content.decode()
    page = browser.get(running.get_absolute_url()).content.decode()
    assert page.count('hx-trigger="every') == page.count('id="banners"') == 1


def test_a_nonsense_seen_gets_everything(look):
    assert 'id="export-body"' in look("a.b.c.d<script>").content.decode()


def test_the_list_sends_only_its_rows_to_a_filter(browser, running, fragment):
    text = browser.get(reverse("exports:list"), headers=fragment).content.decode()
    assert running.title in text
    assert "<html" not in text


def finish(export: Export) -> None:
    Window.objects.filter(export=export).update(
        state="stored", received_rows=3, announced_rows=3, grade="complete"
    )
    Export.objects.filter(pk=export.pk).update(state="ready", finished_at=timezone.now())
