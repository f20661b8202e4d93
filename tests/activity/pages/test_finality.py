"""A filter, total or chart is the last word only when everything is loaded, and says so."""

import html
import re

import pytest

from activity.models import Capture
from tests.activity.rows import make_capture, make_message


@pytest.fixture
def partial(site, ana) -> Capture:
    return make_capture(site, ana, 100, state="partial")


def read(client, capture, **query) -> str:
    return html.unescape(client.get(capture.get_absolute_url(), query).content.decode())


def test_what_is_complete_says_so(ana_browses, capture):
    text = read(ana_browses, capture)
    assert "Everything is loaded: 3 messages." in text
    assert "so far" not in text
    assert "Load all" not in text


def test_of_a_first_page_everything_is_so_far(ana_browses, partial):
    text = read(ana_browses, partial)
    assert "First 100, more exist." in text
    assert "Load all" in text
    assert text.count("so far") >= 8  # seven totals and the chart


def test_load_all_has_workers_load(ana_browses, partial):
    response = ana_browses.post(f"{partial.get_absolute_url()}load/?by=article")
    assert response["Location"] == f"{partial.get_absolute_url()}?by=article"
    partial.refresh_from_db()
    assert (partial.state, partial.wants_all) == ("loading", True)
    assert "100 loaded so far, loading the rest" in read(ana_browses, partial)


@pytest.mark.parametrize(
    "query", [{"status": "rejected"}, {"text": "x"}, {"last_day": "2026-03-01"}]
)
def test_a_filter_loads_the_rest(ana_browses, partial, query):
    assert "loading the rest" in read(ana_browses, partial, **query)
    partial.refresh_from_db()
    assert partial.wants_all


def test_a_look_at_the_head_of_the_page_loads_nothing(ana_browses, partial):
    ana_browses.head(partial.get_absolute_url(), {"status": "rejected"})
    partial.refresh_from_db()
    assert partial.state == "partial"


def test_the_order_is_no_filter(ana_browses, partial):
    read(ana_browses, partial, by="article", page="1", text="")
    partial.refresh_from_db()
    assert partial.state == "partial"


def test_a_filter_does_not_try_again_what_failed(ana_browses, ana, site):
    failed = make_capture(site, ana, 5, state="failed", trouble="OpenWeb cannot be reached.")
    text = read(ana_browses, failed, status="rejected")
    assert "Loading stopped after 5 messages: OpenWeb cannot be reached." in text
    assert "Try again" in text


def test_a_filter_shows_what_it_leaves_and_how_to_lift_it(ana_browses, ana, site):
    capture = make_capture(site, ana, 100)
    text = read(ana_browses, capture, status=["rejected", "pending"], text="Message")
    assert "That is all: 20 messages." in text
    chips = re.findall(r'class="chip" href="([^"]+)"', text)
    assert chips == [
        "?status=pending&text=Message",
        "?status=rejected&text=Message",
        "?status=rejected&status=pending",
    ]


def test_a_day_that_is_none_filters_nothing_and_says_so(ana_browses, capture, fragment):
    text = read(ana_browses, capture, first_day="yesterday")
    assert "Enter a valid date." in text
    assert "That is all: 3 messages." in text
    response = ana_browses.get(
        capture.get_absolute_url(), {"first_day": "yesterday"}, headers=fragment
    )
    assert "One filter was left out: Enter a valid date." in response.content.decode()


@pytest.mark.parametrize("text", ["ärgernis", "ÄRGER", "100%", "a_b", "c\\d", "(e)", "f.g+"])
def test_a_text_is_found_as_it_stands_whatever_its_case(ana_browses, ana, site, text):
    capture = make_capture(site, ana, 3)
    make_message(capture, text=r"Ein Ärgernis zu 100% mit a_b, c\d, (e) und f.g+")
    assert "That is all: 1 message." in read(ana_browses, capture, text=text)


@pytest.mark.parametrize("text", ["%", "_", ".", ".*", "***=", "\\"])
def test_what_stands_nowhere_is_not_found(ana_browses, capture, text):
    assert "No message matches." in read(ana_browses, capture, text=text)


def test_days_are_days_of_the_site(ana_browses, ana, site):
    capture = make_capture(site, ana, 48)  # hour by hour back from 10:00 in Berlin
    text = read(ana_browses, capture, first_day="2026-03-01", last_day="2026-03-01")
    assert "That is all: 11 messages." in text


def test_nothing_found_is_not_called_unknown(ana_browses, ana, site):
    text = read(ana_browses, make_capture(site, ana, 0))
    assert "Either nothing was written here, or nobody has this id" in text


def test_an_api_that_is_not_enabled_comes_with_a_message_to_send(ana_browses, ana, site):
    capture = make_capture(site, ana, 0, state="failed", trouble_code="not_enabled", trouble="No.")
    text = read(ana_browses, capture)
    assert f"for our spot {site.spot_id}" in text
    assert "data-copy=" in text


def test_a_failure_is_its_sentence_and_can_be_tried_again(ana_browses, ana, site):
    capture = make_capture(site, ana, 0, state="failed", trouble="OpenWeb refused the key.")
    assert "OpenWeb refused the key." in read(ana_browses, capture)
    ana_browses.post(f"{capture.get_absolute_url()}load/")
    assert "Try again" not in read(ana_browses, capture)
    capture.refresh_from_db()
    assert capture.state == "loading"
