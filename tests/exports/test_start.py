import pytest

from accounts.models import AuditEvent
from exports.models import Export, Window
from exports.services import Refused, cancel, start
from tests.exports.rows import make_site, order


def test_an_export_gets_one_window_a_site_due_now(ana, site):
    other = make_site("The Weekly", "sp_Weekly01", zone="Europe/Berlin")
    export, new = start(order(site, other), ana)
    assert new
    days = [(w.site_name, w.since.hour) for w in export.windows.all()]
    assert days == [("The Daily", 0), ("The Weekly", 23)]


def test_the_same_request_of_a_colleague_is_another_export(site, export):
    from accounts.services import make_person

    tom = make_person("tom", "a long password", "Moderator")
    assert start(order(site), tom)[1]


def test_the_same_request_after_the_first_ended_is_another_export(ana, site, export):
    cancel(export, ana)
    assert start(order(site), ana)[1]


def test_a_site_that_is_switched_off_is_refused_with_its_name(ana):
    with pytest.raises(Refused, match="The Daily is switched off"):
        start(order(make_site("The Daily", is_active=False)), ana)


def test_a_site_without_a_key_is_refused_and_nothing_is_left(ana, site):
    site.keys.all().delete()
    with pytest.raises(Refused, match="no Export token yet"):
        start(order(site), ana)
    assert not Export.objects.exists()
    assert not Window.objects.exists()


def test_the_audit_says_who_started_what(export):
    line = AuditEvent.objects.get(action="started an export")
    assert (line.actor_name, line.target) == ("ana", export.title)
