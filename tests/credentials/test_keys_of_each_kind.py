"""A site of v4 holds two keys: each is tried by what it opens, and known by itself."""

from dataclasses import replace

import pytest

from accounts.models import AuditEvent
from credentials import services
from credentials.models import Key, KeyKind, KeyState, Site
from credentials.services import KeyUnavailable, key_refused, open_key, replace_key, store_key
from credentials.services import test_key as try_key
from tests.credentials.conftest import V4_KEY
from tests.environment import TOKEN

V4, FEED = KeyKind.EXPORT_V4_KEY, KeyKind.EXPORT_TOKEN


@pytest.fixture
def v4_site(admin, details, vendor) -> Site:
    return services.save_site(replace(details, generation="v4"), admin)


def outcomes(kind: KeyKind) -> dict[str, str]:
    return {check["name"]: check["outcome"] for check in Key.objects.get(kind=kind).checks}


def test_the_v4_key_is_tried_by_its_token(v4_site, admin, vendor):
    replace_key(v4_site, V4_KEY, admin)
    assert Key.objects.get().state == KeyState.WORKS
    assert outcomes(V4)["Exports by date are switched on"] == "ok"
    assert len(vendor.requests("v4-auth")) == 1


def test_a_wrong_v4_key_is_refused_with_openwebs_reason(v4_site, admin):
    replace_key(v4_site, "a wrong key", admin)
    key = Key.objects.get()
    assert key.state == KeyState.REFUSED
    assert "not valid" in key.problem


def test_the_token_of_a_v4_site_is_tried_by_an_article_and_says_nothing_of_dates(
    v4_site, admin, vendor
):
    replace_key(v4_site, TOKEN, admin, FEED)
    assert outcomes(FEED) == {
        "OpenWeb answers": "ok",
        "Key is accepted": "ok",
        "Spot belongs to this key": "ok",
    }
    assert vendor.requests("v4-auth") == []


def test_v2_is_tried_where_its_exports_are(site, admin, details, vendor):
    services.save_site(replace(details, generation="v2"), admin, site)
    site.refresh_from_db()
    replace_key(site, TOKEN, admin)
    assert (Key.objects.get().state, len(vendor.requests("v2-list"))) == (KeyState.WORKS, 2)


def test_a_key_that_nothing_is_asked_with_is_sent_nowhere(site, admin, vendor):
    assert replace_key(site, V4_KEY, admin, V4) == []
    assert try_key(site, admin, V4) == []
    assert vendor.requests() == []


def test_one_key_that_is_refused_leaves_the_other(v4_site, admin):
    store_key(v4_site, V4_KEY, admin)
    store_key(v4_site, TOKEN, admin, FEED)
    key_refused(v4_site, "OpenWeb refused the key.", kind=FEED)
    assert open_key(v4_site) == V4_KEY
    with pytest.raises(KeyUnavailable, match="refused"):
        open_key(v4_site, FEED)


def test_a_missing_key_is_named(v4_site, admin):
    store_key(v4_site, TOKEN, admin, FEED)
    with pytest.raises(KeyUnavailable, match="The Daily has no Export v4 API key yet"):
        open_key(v4_site)


def test_another_generation_makes_every_key_unproven(v4_site, admin, details):
    replace_key(v4_site, V4_KEY, admin)
    replace_key(v4_site, TOKEN, admin, FEED)
    services.save_site(replace(details, generation="v2"), admin, v4_site)
    assert {key.state for key in Key.objects.all()} == {KeyState.UNPROVEN}
    assert AuditEvent.objects.all()[0].details == {"changed": "export API"}


def test_the_audit_trail_says_which_key(v4_site, admin):
    store_key(v4_site, V4_KEY, admin)
    store_key(v4_site, TOKEN, admin, FEED)
    key_refused(v4_site, "OpenWeb refused the key.", kind=FEED)
    services.remove_key(v4_site, admin, FEED)
    told = [(event.action, event.details) for event in AuditEvent.objects.all()[:4]]
    assert told == [
        ("removed the key", {"key": "Export token"}),
        ("saw OpenWeb refuse the key", {"key": "Export token"}),
        ("stored the key", {"key": "Export token"}),
        ("stored the key", {"key": "Export v4 API key"}),
    ]


def test_what_is_not_there_is_not_removed(v4_site, admin):
    before = AuditEvent.objects.count()
    services.remove_key(v4_site, admin, FEED)
    assert AuditEvent.objects.count() == before
