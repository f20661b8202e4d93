"""Who sees whose look-ups: each their own, at sites that they may see."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Right
from activity.models import LookUp
from tests.activity.rows import make_capture, make_look_up
from tests.exports.factories import make_site, make_user

ACTIONS = ("load-all", "take")


def address(name, capture):
    return reverse(f"activity:{name}", args=[capture.pk])


def test_who_looked_sees_the_person(ana_browses, capture):
    assert ana_browses.get(address("person", capture)).status_code == 200


def test_what_a_colleague_looked_up_does_not_exist(as_person, colleague, capture):
    assert as_person(colleague).get(address("person", capture)).status_code == 404


@pytest.mark.parametrize("name", ACTIONS)
def test_a_colleague_changes_nothing(name, as_person, colleague, capture):
    assert as_person(colleague).post(address(name, capture)).status_code == 404


@pytest.mark.parametrize("name", ACTIONS)
def test_looking_changes_nothing(name, ana_browses, capture):
    assert ana_browses.get(address(name, capture)).status_code == 405


def test_without_the_right_there_is_no_room(as_person, viewer, capture):
    make_look_up(viewer, capture)  # made while the right was there
    browses = as_person(viewer)
    assert browses.get(reverse("activity:find")).status_code == 403
    assert browses.get(address("person", capture)).status_code == 403
    assert browses.post(address("take", capture)).status_code == 403
    assert reverse("activity:find") not in browses.get("/").content.decode()


def test_a_site_that_one_may_no_longer_see_takes_its_captures_along(
    ana_browses, ana, site, capture
):
    site.allowed_people.remove(ana)
    assert ana_browses.get(address("person", capture)).status_code == 404
    look_up = LookUp.objects.get()
    found = ana_browses.get(reverse("activity:found", args=[look_up.pk])).content.decode()
    assert site.name not in found
    assert site.name not in ana_browses.get(reverse("activity:find")).content.decode()


def test_a_look_up_of_several_sites_is_its_readers_alone(as_person, ana, colleague, capture):
    look_up = make_look_up(ana, capture)
    assert as_person(colleague).get(f"/people/look-ups/{look_up.pk}/").status_code == 404


def test_the_list_of_look_ups_is_ones_own(as_person, ana, colleague, site):
    make_capture(site, ana, asked_id="u_of_ana")
    make_capture(site, colleague, asked_id="u_of_colleague")
    text = as_person(ana).get(reverse("activity:find")).content.decode()
    assert "u_of_ana" in text
    assert "u_of_colleague" not in text


def test_a_site_that_one_may_not_see_is_neither_offered_nor_asked(ana_browses, colleague):
    hidden = make_site("Hidden", only_for=[colleague])
    find = reverse("activity:find")
    assert "Hidden" not in ana_browses.get(find).content.decode()
    asked = {"who": "u_somebody", "kind": "user_id", "site": hidden.pk, "reason": "legal"}
    assert ana_browses.post(find, asked).status_code == 200
    assert not LookUp.objects.exists()


@pytest.mark.parametrize("name", ["person", *ACTIONS])
def test_nobody_is_sent_to_the_sign_in(name, capture):
    response = Client().post(address(name, capture))
    assert response["Location"].startswith(reverse("account_login"))


def test_reading_is_not_taking(as_person, capture):
    reader = make_user("reader", Right.LOOK_UP_PEOPLE)
    capture.site.allowed_people.add(reader)
    make_look_up(reader, capture)
    browses = as_person(reader)
    assert "Take away" not in browses.get(address("person", capture)).content.decode()
    assert browses.post(address("take", capture)).status_code == 403
