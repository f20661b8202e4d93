import re
from datetime import UTC, datetime, timedelta

import pytest

from accounts.services import make_person
from credentials.models import KeyState
from dashboard.banners import StandStill, stand_still, workers
from jobs.models import Heartbeat, Lane
from jobs.queries import Silence
from tests.dashboard.rows import make_site

MORNING = datetime(2026, 3, 1, 10, 4, tzinfo=UTC)


def page_of(client, person, address: str = "/") -> str:
    client.force_login(person)
    return client.get(address).text


def test_workers_that_never_started_are_named_so(client, tom):
    assert "Nobody is working yet. Exports wait." in page_of(client, tom)


def test_working_workers_are_no_banner(client, tom, workers):
    page = page_of(client, tom)
    assert "Nobody is" not in page
    assert "Workers are running" in page


@pytest.mark.parametrize(
    ("lane", "words", "effect"),
    [
        (Lane.FAST, "Nobody is asking vendors", "New exports wait."),
        (Lane.BULK, "Nobody is downloading", "Files and lists wait."),
    ],
)
def test_one_silent_lane_is_named_by_what_it_does(lane, words, effect):
    silent = [Silence(lane, MORNING)]
    assert workers(silent).words == words
    assert stand_still(silent) == StandStill(words, MORNING, effect)


def test_work_stopped_when_the_last_lane_fell_silent():
    later = MORNING + timedelta(minutes=5)
    both = stand_still([Silence(Lane.FAST, MORNING), Silence(Lane.BULK, later)])
    assert both == StandStill("Nobody is working", later, "Exports wait.")


def test_moderators_read_whom_to_ask_about_a_refused_key(client, ana, tom, workers):
    make_person("eve", "a long password", "Admin")
    make_site("The Daily", KeyState.REFUSED)
    page = page_of(client, tom)
    assert "OpenWeb refuses the key of The Daily. What needs it waits." in page.replace("\n", " ")
    assert "Ask ana or eve to check it." in page


def test_admins_are_led_to_the_sites_whose_keys_cannot_be_read(client, ana, workers):
    sites = [make_site(name, KeyState.UNREADABLE) for name in ("Sport", "The Daily")]
    page = page_of(client, ana)
    assert "The keys of Sport and The Daily cannot be read" in page
    for site in sites:
        assert f'<a href="{site.get_absolute_url()}">{site.name}</a>' in page


def test_a_site_that_one_may_not_see_is_not_named(client, tom, workers):
    site = make_site("Secret project", KeyState.REFUSED)
    site.is_limited = True
    site.save()
    assert "Secret project" not in page_of(client, tom)


def test_a_switched_off_site_is_no_trouble(client, ana, workers):
    site = make_site("Old paper", KeyState.REFUSED)
    site.is_active = False
    site.save()
    assert "refuses" not in page_of(client, ana)


def test_a_hostile_site_name_is_only_text(client, ana, workers):
    make_site("<img src=x>", KeyState.REFUSED)
    page = page_of(client, ana)
    assert "<img" not in page
    assert "&lt;img src=x&gt;" in page


def banners_of(page: str) -> str:
    """The address at which an open page asks again."""
    found = re.search(r'hx-get="(/banners/[^"]*)"', page)
    assert found
    return found[1]


def test_an_open_page_hears_when_work_stops(client, tom, workers):
    address = banners_of(page_of(client, tom))
    assert client.get(address).status_code == 204
    Heartbeat.objects.all().delete()
    told = client.get(address).text
    assert "Nobody is working yet" in told
    assert 'class="worker-status tone-bad"' in told


def test_an_open_page_hears_when_work_goes_on(client, tom, request):
    address = banners_of(page_of(client, tom))
    request.getfixturevalue("workers")
    told = client.get(address).text
    assert "Nobody is" not in told
    assert "Workers are running" in told


def test_an_open_page_hears_of_a_refused_key(client, tom, workers):
    address = banners_of(page_of(client, tom))
    make_site("The Daily", KeyState.REFUSED)
    assert "OpenWeb refuses the key of The Daily." in client.get(address).text
