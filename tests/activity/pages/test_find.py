"""The form: whom to look up, where and why."""

import html
import re

import pytest
from django.urls import reverse

from activity.models import LookUp
from tests.activity.rows import SOMEBODY, make_look_up
from tests.exports.factories import make_site

FIND = "/people/"


@pytest.fixture
def sites(site):
    """Two, so that looking somebody up leads to a list and asks nobody yet."""
    return [site, make_site("The Weekly")]


@pytest.fixture
def ask(ana_browses, sites):
    def send(**changes):
        asked = {"who": SOMEBODY, "kind": "user_id", "reason": "moderation"}
        chosen = [site.pk for site in sites]
        return ana_browses.post(FIND, {**asked, "site": chosen, **changes})

    return send


def said(response) -> str:
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_every_site_is_ticked(ana_browses, sites):
    text = ana_browses.get(FIND).content.decode()
    assert len(re.findall(r'name="site" value="\d+" checked', text)) == 2


def test_an_address_fills_the_form(ana_browses, sites):
    query = {"who": SOMEBODY, "kind": "primary_key", "site": sites[1].pk}
    text = ana_browses.get(FIND, query).content.decode()
    assert f'value="{SOMEBODY}"' in text
    assert re.search(r'value="primary_key"[^>]* checked', text)
    assert re.findall(r'name="site" value="(\d+)" checked', text) == [str(sites[1].pk)]


def test_a_look_up_leads_to_what_each_site_answers(ask):
    made = ask(case_number="DSR-17")
    look_up = LookUp.objects.get()
    assert made["Location"] == reverse("activity:found", args=[look_up.pk])
    assert (look_up.asked_id, look_up.case_number) == (SOMEBODY, "DSR-17")
    assert look_up.captures.count() == 2


def test_the_id_is_taken_out_of_a_pasted_address(ask):
    ask(who=f"  https://admin.spot.im/spot/sp_x/users/user/{SOMEBODY}?tab=comments ")
    assert LookUp.objects.get().asked_id == SOMEBODY


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("", "Paste the id of one person."),
        ("   ", "Paste the id of one person."),
        ("u_one u_two", "has a space in it"),
        ("Pat", "is no user ID"),
        ("<b>u_x</b>", "is no user ID"),
        ("u_\u200b\x07", "characters that cannot be read"),
        ("x" * 5000, "at most 2000 characters"),
    ],
)
def test_what_is_no_id_comes_back_with_a_sentence(ask, who, sentence):
    text = said(ask(who=who))
    assert sentence in text
    assert "My recent look-ups" in text
    assert not LookUp.objects.exists()


@pytest.mark.parametrize("missing", ["reason", "site", "kind"])
def test_nothing_is_asked_with_something_missing(ask, missing):
    assert 'class="errorlist"' in said(ask(**{missing: ""}))
    assert not LookUp.objects.exists()


@pytest.mark.parametrize("pk", ["999999", "abc", "9" * 40, "-1"])
def test_a_nonsense_site_is_a_sentence(ask, pk):
    assert 'id="site-errors"' in said(ask(site=pk))


def test_the_reason_is_remembered(ask, ana_browses):
    ask(reason="legal")
    assert re.search(r'value="legal"[^>]*selected', ana_browses.get(FIND).content.decode())


def test_over_the_limit_it_says_who_can_lift_it(ask, settings):
    settings.LOOK_UPS_AN_HOUR = 1
    ask()
    assert "Wait a while, or ask an admin to have it raised" in said(ask())
    assert LookUp.objects.count() == 1


def test_what_is_no_longer_kept_can_be_looked_up_again(ana_browses, ana, sites):
    make_look_up(ana, asked_id="gone&co", asked_kind="primary_key")
    text = ana_browses.get(FIND).content.decode()
    assert "No longer kept" in text
    assert "?who=gone%26co&amp;kind=primary_key" in text
