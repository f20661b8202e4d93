"""One address serves the page and what moved since the browser looked last."""

import re

import pytest

from activity.models import Capture
from tests.activity.rows import make_capture, make_messages


@pytest.fixture
def loading(site, ana) -> Capture:
    return make_capture(site, ana, 100, state="loading", wants_all=True)


@pytest.fixture
def look(ana_browses, fragment):
    def ask(capture, **query):
        return ana_browses.get(capture.get_absolute_url(), query, headers=fragment)

    return ask


def seen_in(response) -> str:
    found = re.search(r"seen=([^\"&]+)", response.content.decode())
    assert found
    return found[1]


def test_the_page_is_whole_and_may_not_be_kept(ana_browses, loading):
    response = ana_browses.get(loading.get_absolute_url())
    assert "<html" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("query", [{}, {"seen": ""}, {"shown": "0"}, {"status": "rejected"}])
def test_a_fragment_holds_no_frame_and_may_not_be_kept(look, loading, query):
    response = look(loading, **query)
    assert "<html" not in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "HX-Request" in response["Vary"]


def test_going_back_in_history_gets_the_page(ana_browses, loading, fragment):
    headers = {**fragment, "HX-History-Restore-Request": "true"}
    response = ana_browses.get(loading.get_absolute_url(), headers=headers)
    assert "<html" in response.content.decode()


def test_nothing_moved_nothing_sent(ana_browses, look, loading):
    seen = seen_in(ana_browses.get(loading.get_absolute_url()))
    response = look(loading, seen=seen)
    assert (response.status_code, response.content) == (204, b"")
    assert response["Cache-Control"] == "no-store"


def test_more_messages_move_the_numbers_and_leave_the_list(ana_browses, look, loading):
    seen = seen_in(ana_browses.get(loading.get_absolute_url()))
    make_messages(loading, 100)
    text = look(loading, seen=seen).content.decode()
    assert "200 loaded so far" in text
    assert 'id="person-tiles"' in text
    assert 'class="message' not in text
    assert 'id="person-news"' not in text  # only a change of state is worth hearing


def test_the_end_is_announced_and_asks_no_more(ana_browses, look, loading):
    seen = seen_in(ana_browses.get(loading.get_absolute_url()))
    Capture.objects.update(state="complete")
    text = look(loading, seen=seen).content.decode()
    assert 'id="person-news" hx-swap-oob="innerHTML">Everything is loaded: 100 messages.' in text
    assert 'hx-trigger="every' not in text


def test_the_first_answer_brings_the_body(ana_browses, look, ana, site):
    capture = make_capture(site, ana, 0, state="loading", calls=0)
    page = ana_browses.get(capture.get_absolute_url())
    assert "Asking OpenWeb" in page.content.decode()
    make_messages(capture, 3)
    Capture.objects.update(state="complete", display_name="Pat Doe")
    text = look(capture, seen=seen_in(page)).content.decode()
    assert 'id="person-name" hx-swap-oob="innerHTML">Pat Doe' in text
    assert "That is all: 3 messages." in text


def test_a_failure_meanwhile_takes_the_place_of_waiting(ana_browses, look, ana, site):
    capture = make_capture(site, ana, 0, state="loading", calls=0)
    seen = seen_in(ana_browses.get(capture.get_absolute_url()))
    Capture.objects.update(state="failed", trouble="OpenWeb refused the key.")
    assert "OpenWeb refused the key." in look(capture, seen=seen).content.decode()


def test_a_filter_gets_its_results_and_what_goes_with_them(look, capture):
    text = look(capture, status="rejected").content.decode()
    for part in ("chips", "person-tiles", "person-actions", "person-poll", "person-line"):
        assert part in text
    assert "What is filtered" in text
    assert "1 message." in text


def test_the_end_of_the_list_can_load_the_rest(ana_browses, ana, site, fragment):
    capture = make_capture(site, ana, 100, state="partial")
    page = ana_browses.get(capture.get_absolute_url()).content.decode()
    found = re.search(r'hx-post="([^"]+shown=[^"]+)"', page)
    assert found
    response = ana_browses.post(found[1].replace("&amp;", "&"), headers=fragment)
    text = response.content.decode()
    assert "loading the rest" in text
    assert text.count('hx-trigger="every 1s"') == 2  # the numbers above, and the list


def test_what_sites_found_is_asked_for_until_each_has_answered(ana_browses, ana, site, fragment):
    capture = make_capture(site, ana, 0, state="loading", calls=0)
    address = f"/people/look-ups/{capture.look_ups.get().pk}/"
    page = ana_browses.get(address)
    assert "Still waiting for 1 of 1 sites." in page.content.decode()
    query = {"seen": seen_in(page)}
    assert ana_browses.get(address, query, headers=fragment).status_code == 204
    Capture.objects.update(state="complete", calls=1)
    text = ana_browses.get(address, query, headers=fragment).content.decode()
    assert "Nobody can tell which" in text
    assert "hx-trigger" not in text
