from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from credentials import services
from credentials.queries import sites_visible_to, zones


@pytest.fixture
def night_shift(db) -> Group:
    return Group.objects.create(name="Night shift")


@pytest.fixture
def limit(site, admin, details):
    """Let only these people and groups see the site."""
    return lambda **chosen: services.save_site(
        replace(details, is_limited=True, **chosen), admin, site
    )


def test_everyone_who_signs_in_sees_a_site_without_limits(site, admin, colleague, stranger):
    assert all(site in sites_visible_to(user) for user in (admin, colleague, stranger))


def test_a_limited_site_is_seen_by_those_chosen_and_by_those_who_manage_it(
    site, limit, admin, colleague, stranger
):
    limit(people=[colleague])
    assert list(sites_visible_to(colleague)) == list(sites_visible_to(admin)) == [site]
    assert not sites_visible_to(stranger).exists()


def test_a_chosen_group_sees_the_site_once(site, limit, night_shift, colleague, stranger):
    late = Group.objects.create(name="Late shift")
    colleague.groups.add(night_shift, late)
    limit(groups=[night_shift, late], people=[colleague])
    assert list(sites_visible_to(colleague)) == [site]
    assert not sites_visible_to(stranger).exists()


def test_a_site_stays_limited_when_its_last_group_goes(site, limit, night_shift, stranger):
    limit(groups=[night_shift])
    night_shift.delete()
    assert not sites_visible_to(stranger).exists()


def test_a_deactivated_site_is_still_known(site, admin, colleague):
    services.deactivate(site, admin)
    assert site in sites_visible_to(colleague)


def test_nobody_sees_anything_without_an_active_account(site, admin):
    admin.is_active = False
    assert not sites_visible_to(admin).exists()
    assert not sites_visible_to(AnonymousUser()).exists()


def test_zones_are_found_by_their_city_and_begin_with_utc():
    groups = dict(zones())
    assert groups["Universal"] == [("UTC", "UTC")]
    assert ("Europe/Berlin", "Berlin (Europe)") in groups["Europe"]
    assert ("America/Argentina/Buenos_Aires", "Buenos Aires (Argentina, America)") in groups[
        "America"
    ]
