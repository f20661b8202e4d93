from dataclasses import replace

import pytest

from accounts.models import AuditEvent
from credentials import guards, services
from credentials.models import Key, KeyState, Site
from credentials.services import ActionRefused
from tests.environment import TOKEN


@pytest.fixture
def busy(monkeypatch):
    monkeypatch.setattr(guards, "_guards", [])
    guards.register(lambda site, _: f"Something runs for {site}.")


def last_event() -> AuditEvent:
    return AuditEvent.objects.all()[0]


def test_a_site_can_be_renamed(site, admin, details):
    services.save_site(replace(details, name="The Weekly"), admin, site)
    assert Site.objects.get().name == "The Weekly"
    assert last_event().details == {"changed": "name"}


def test_saving_without_a_change_is_no_news(site, admin, details):
    before = AuditEvent.objects.count()
    services.save_site(details, admin, site)
    assert AuditEvent.objects.count() == before


def test_a_name_is_given_once_whatever_its_letters(site, admin, details):
    with pytest.raises(ActionRefused, match="already a site"):
        services.save_site(replace(details, name="THE DAILY"), admin)


def test_another_spot_makes_the_key_unproven(site, admin, details):
    services.store_key(site, TOKEN, admin)
    services.key_worked(site)
    services.save_site(replace(details, spot_id="sp_another1"), admin, site)
    assert Key.objects.get().state == KeyState.UNPROVEN


def test_the_spot_stays_while_something_runs(site, admin, details, busy):
    with pytest.raises(ActionRefused, match="Something runs"):
        services.save_site(replace(details, spot_id="sp_another1"), admin, site)
    services.save_site(replace(details, name="The Weekly"), admin, site)
    assert Site.objects.get().spot_id == "sp_Dem0Spot"


def test_a_site_stays_while_something_runs(site, admin, busy):
    with pytest.raises(ActionRefused, match="Something runs"):
        services.delete(site, admin)
    assert Site.objects.exists()


def test_a_deleted_site_takes_its_key_along(site, admin):
    services.store_key(site, TOKEN, admin)
    services.delete(site, admin)
    assert not Key.objects.exists()
    assert (last_event().action, last_event().target) == ("deleted the site", "The Daily")


def test_a_site_can_rest_and_come_back(site, admin):
    services.deactivate(site, admin)
    assert not Site.objects.get().is_active
    services.activate(site, admin)
    assert Site.objects.get().is_active
