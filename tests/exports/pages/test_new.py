"""The form: what it starts with, what it says, what it refuses."""

import pytest

from credentials.models import KeyState
from exports.models import Export
from tests.exports import factories

URL = "/exports/new/"
MARCH = {"first_day": "2026-03-01", "last_day": "2026-03-31"}


@pytest.fixture(autouse=True)
def _autumn(time_machine):
    time_machine.move_to("2026-11-22T12:00:00+00:00", tick=False)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_starting_leads_to_the_export(browser, site, ana):
    response = browser.post(URL, {**MARCH, "site": site.pk, "label": "For the lawyers"})
    export = Export.objects.get()
    assert response["Location"] == export.get_absolute_url()
    assert (export.label, export.requested_by) == ("For the lawyers", ana)


def test_several_sites_make_one_export(browser, site):
    other = factories.make_site("The Evening")
    browser.post(URL, {**MARCH, "site": [site.pk, other.pk]})
    assert Export.objects.get().windows.count() == 2


def test_the_second_click_shows_the_one_that_runs(browser, site):
    browser.post(URL, {**MARCH, "site": site.pk})
    page = browser.post(URL, {**MARCH, "site": site.pk}, follow=True)
    assert Export.objects.count() == 1
    assert "It is already running" in text_of(page)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"site": []}, "Choose at least one site."),
        ({"first_day": ""}, "Enter the first day."),
        ({"last_day": "2026-02-01"}, "The last day is before the first."),
        ({"first_day": "2027-03-01", "last_day": "2027-03-02"}, "The range lies in the future."),
        ({"first_day": "soon"}, "Enter a valid date."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(browser, site, typed, sentence):
    response = browser.post(URL, {**MARCH, "site": site.pk, **typed})
    assert sentence in text_of(response)
    assert 'class="errorlist"' in text_of(response)
    assert "autofocus" in text_of(response)
    assert not Export.objects.exists()


def test_only_the_first_wrong_field_takes_the_focus(browser, site):
    assert text_of(browser.post(URL, {})).count("autofocus") == 1


def test_check_says_what_will_be_asked_and_starts_nothing(browser, site):
    text = text_of(browser.post(URL, {**MARCH, "site": site.pk, "check": "1"}))
    assert "1–31 March 2026, whole days, Berlin time" in text
    assert "28 Feb 2026, 23:00 to 31 Mar 2026, 22:00" in text
    assert "since=2026-02-28T23:00:00" in text
    assert "OpenWeb reads these as UTC" in text
    assert not Export.objects.exists()


def test_the_sentence_follows_the_fields(browser, site, fragment):
    response = browser.get(URL, {**MARCH, "site": site.pk}, headers=fragment)
    assert "1–31 March 2026" in text_of(response)
    assert "<form" not in text_of(response)


def test_the_sentence_says_what_is_wrong_while_typing(browser, site, fragment):
    typed = {"site": site.pk, "first_day": "2026-03-31", "last_day": "2026-03-01"}
    assert "The last day is before the first." in text_of(browser.get(URL, typed, headers=fragment))


def test_sites_of_two_zones_are_told_apart(browser, site):
    london = factories.make_site("The Evening", zone="Europe/London")
    text = text_of(browser.get(URL, {**MARCH, "site": [site.pk, london.pk]}))
    assert "Berlin time</strong>, at The Daily" in text
    assert "London time</strong>, at The Evening" in text


def test_a_preset_fills_the_days_without_javascript(browser, site):
    text = text_of(browser.get(URL, {"preset": "last-month", "site": site.pk}))
    assert 'value="2026-10-01"' in text
    assert 'value="2026-10-31"' in text


def test_a_preset_keeps_what_is_ticked(browser, site, fragment):
    other = factories.make_site("The Evening")
    typed = {"preset": "yesterday", "site": [site.pk, other.pk]}
    text = text_of(browser.get(URL, typed, headers=fragment))
    assert 'value="2026-11-21"' in text
    assert "at The Daily" in text
    assert "at The Evening" in text


def test_yesterday_is_meant_in_the_site_s_zone(browser, site, time_machine):
    time_machine.move_to("2026-11-21T23:30:00+00:00", tick=False)
    assert 'value="2026-11-21"' in text_of(
        browser.get(URL, {"preset": "yesterday", "site": site.pk})
    )


def test_the_sites_used_last_are_ticked(browser, site, ana):
    factories.make_site("Never used")
    factories.make_ready_export(ana, site)
    assert text_of(browser.get(URL)).count(" checked") == 1


def test_an_inactive_site_is_not_offered(browser, site):
    asleep = factories.make_site("Asleep", is_active=False)
    assert "Asleep" not in text_of(browser.get(URL))
    browser.post(URL, {**MARCH, "site": asleep.pk})
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        (KeyState.REFUSED, "OpenWeb refuses its key"),
        (KeyState.UNREADABLE, "cannot be read"),
        (None, "no Export token yet"),
    ],
)
def test_a_site_says_what_is_wrong_with_its_key(browser, key, sentence):
    factories.make_site(key=key)
    assert sentence in text_of(browser.get(URL))


def test_a_long_list_of_sites_can_be_searched(browser):
    for _ in range(9):
        factories.make_site()
    assert "data-finds" in text_of(browser.get(URL))


def test_what_was_typed_survives_an_error(browser, site):
    text = text_of(browser.post(URL, {"site": site.pk, "case_number": "AZ 23"}))
    assert "AZ 23" in text
    assert " checked" in text
