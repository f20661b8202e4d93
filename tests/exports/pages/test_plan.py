"""Before the start: what will be asked and why, how long it takes, and what is here already."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from exports.by_range.order import RangeOrder
from exports.models import Export, Window, WindowState
from tests.exports import factories

URL = "/exports/new/"
MARCH = {"first_day": "2026-03-01", "last_day": "2026-03-31"}


@pytest.fixture(autouse=True)
def _autumn(time_machine):
    time_machine.move_to("2026-11-22T12:00:00+00:00", tick=False)


@pytest.fixture
def v2_site(ana, colleague):
    return factories.make_site(
        "The Daily", only_for=[ana, colleague], zone="Europe/Berlin", generation="v2"
    )


@pytest.fixture
def plan(browser, fragment):
    def read(site, **typed) -> str:
        response = browser.get(URL, {**MARCH, "site": site.pk, **typed}, headers=fragment)
        return " ".join(response.content.decode().split())

    return read


def fetched(person, site, days: int) -> Export:
    """So many days of March, each fetched within four minutes on 2 April."""
    export = factories.make_export(person, state="ready")
    order = RangeOrder(sites=[site], first_day=date(2026, 3, 1), last_day=date(2026, 3, days))
    asked = timezone.now().replace(month=4, day=2)
    for position, window in enumerate(order.windows(timezone.now())):
        since, to = window.since, window.to
        kept = factories.make_stored_window(
            export, site, 3, position=position, since=since, to=to, grade="whole"
        )
        factories.make_file(kept, bytes([position]) * 1000)
    export.windows.update(requested_at=asked, stored_at=asked + timedelta(minutes=4))
    return export


def test_parts_and_why(plan, v2_site):
    text = plan(v2_site)
    assert "OpenWeb v2 allows 24 hours at a time: 31 parts." in text
    assert "First sent as <code>since=2026-02-28T23:00:00</code>" in text
    assert "last as <code>since=2026-03-30T22:00:00</code> <code>to=2026-03-31T22:00:00" in text


def test_a_limit_that_an_admin_entered_is_not_called_openwebs(plan, v2_site):
    v2_site.longest_hours = 48
    v2_site.save()
    assert "The Daily is set to 48 hours at a time: 16 parts." in plan(v2_site)


def test_moments_that_name_their_zone_assume_nothing(plan, ana):
    site = factories.make_site(only_for=[ana], generation="v4")
    text = plan(site)
    assert "from=2026-03-01T00:00:00Z" in text
    assert "we assume" not in text


def test_without_a_past_nothing_is_guessed(plan, v2_site):
    assert "How long it takes, nobody can say yet" in plan(v2_site)


def test_our_own_past_says_how_long_and_how_large(plan, v2_site, ana):
    fetched(ana, v2_site, 3)
    text = plan(v2_site)
    assert "About 44 min, as the last 3 parts took; about 31 kB of the" in text


def test_what_will_not_fit_is_told_before_it_starts(plan, v2_site, ana, settings):
    fetched(ana, v2_site, 3)
    settings.DISK_RESERVE_BYTES = 10**18
    assert "That will not fit." in plan(v2_site)


def test_days_that_are_here_are_offered_and_fetching_again_is_the_default(plan, v2_site, ana):
    fetched(ana, v2_site, 29)
    text = plan(v2_site)
    assert "29 of 31 days are here, fetched 2 April 2026; later edits" in text
    assert 'value="" checked><span>Fetch again (about 44 min)' in text
    assert "Use them and fetch the rest (about 4 min)" in text


def test_the_choice_stays_while_the_days_change(plan, v2_site, ana):
    fetched(ana, v2_site, 29)
    assert 'value="1" checked' in plan(v2_site, reuse="1")


def test_nothing_is_offered_of_an_export_that_the_person_may_not_see(plan, v2_site, colleague, ana):
    export = fetched(colleague, v2_site, 29)
    hidden = factories.make_site(only_for=[colleague], spot_id="sp_other")
    factories.make_stored_window(export, hidden, 3, position=99)
    assert "are here" not in plan(v2_site)


def test_using_them_asks_only_for_the_rest(browser, v2_site, ana):
    fetched(ana, v2_site, 29)
    browser.post(URL, {**MARCH, "site": v2_site.pk, "reuse": "1"})
    windows = Window.objects.filter(export=Export.objects.first())
    assert windows.filter(state=WindowState.STORED).count() == 29
    assert windows.filter(state=WindowState.WAITING).count() == 2


def test_fetching_again_asks_for_all(browser, v2_site, ana):
    fetched(ana, v2_site, 29)
    browser.post(URL, {**MARCH, "site": v2_site.pk, "reuse": ""})
    assert not Window.objects.filter(export=Export.objects.first(), state="stored").exists()


def test_more_parts_than_an_export_can_hold_are_refused(browser, plan, v2_site):
    long = {"first_day": "2010-01-01", "last_day": "2026-03-31"}
    assert "That makes more than 5,000 parts" in plan(v2_site, **long)
    response = browser.post(URL, {"site": v2_site.pk, **long})
    assert "That makes more than 5,000 parts" in response.content.decode()
    assert not Export.objects.exists()
