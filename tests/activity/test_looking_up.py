"""Who may look whom up, how often, and what is written down about it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEvent, User
from accounts.services import make_person
from activity import services
from activity.models import Capture, LookUp, Reason
from activity.queries import captures_visible_to, recent_look_ups
from activity.services import LookUpRefused
from providers.openweb.people_ids import parse_person
from tests.activity.asking import look_up
from tests.exports.rows import make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def tom(db) -> User:
    return make_person("tom", "a long password", "Moderator")


def test_it_is_written_down_with_who_whom_and_why(site, ana):
    person = parse_person("u_Somebody")
    services.look_up(person, [site], ana, Reason.DATA_REQUEST, "DSR-7")
    event = AuditEvent.objects.get(action="looked up a person")
    assert (event.actor, event.target) == (ana, "u_Somebody")
    assert (event.details["reason"], event.details["case_number"]) == ("Data request", "DSR-7")


def test_look_ups_are_ones_own(site, ana, tom):
    capture = look_up("u_Somebody", ana, site)
    assert list(captures_visible_to(ana)) == [capture]
    assert not captures_visible_to(tom)
    assert not recent_look_ups(tom)


def test_a_colleague_who_looks_too_sees_what_was_just_loaded(site, ana, tom):
    capture = look_up("u_Somebody", ana, site)
    assert look_up("u_Somebody", tom, site) == capture
    assert list(captures_visible_to(tom)) == [capture]


def test_later_it_is_asked_for_anew(site, ana):
    capture = look_up("u_Somebody", ana, site)
    Capture.objects.update(started_at=timezone.now() - timedelta(minutes=3))
    assert look_up("u_Somebody", ana, site) != capture


def test_what_a_site_showed_goes_with_the_right_to_see_it(site, ana):
    look_up("u_Somebody", ana, site)
    site.is_limited = True
    site.save()
    assert not captures_visible_to(ana)


def test_without_the_right_there_is_nothing_to_see(site, ana):
    look_up("u_Somebody", ana, site)
    ana.groups.clear()
    assert not captures_visible_to(User.objects.get(pk=ana.pk))


def test_over_the_limit_it_is_said_who_can_lift_it(site, ana, settings):
    make_person("boss", "a long password", "Admin")
    settings.LOOK_UPS_AN_HOUR = 2
    look_up("u_One", ana, site)
    look_up("u_Two", ana, site)
    with pytest.raises(LookUpRefused, match="boss"):
        look_up("u_Three", ana, site)
    LookUp.objects.update(at=timezone.now() - timedelta(minutes=61))
    look_up("u_Three", ana, site)


def test_the_limit_is_each_persons_own(site, ana, tom, settings):
    settings.LOOK_UPS_AN_HOUR = 1
    look_up("u_One", ana, site)
    look_up("u_One", tom, site)


def test_several_sites_are_one_look_up(site, ana):
    other = make_site("The Weekly", "sp_Other123")
    look_up("u_One", ana, site, other)
    assert LookUp.objects.get().captures.count() == 2


def test_old_captures_expire_and_the_look_up_stays_written_down(site, ana, settings):
    look_up("u_One", ana, site)
    Capture.objects.update(started_at=timezone.now() - timedelta(days=8), state="complete")
    look_up("u_Two", ana, site)
    assert services.expire() == 1
    assert [capture.asked_id for capture in Capture.objects.all()] == ["u_Two"]
    assert LookUp.objects.count() == 2


def test_what_somebody_has_loaded_right_now_does_not_expire(site, ana):
    look_up("u_One", ana, site)
    Capture.objects.update(started_at=timezone.now() - timedelta(days=8))
    assert services.expire() == 0
    Capture.objects.update(state="partial")
    assert services.expire() == 1
