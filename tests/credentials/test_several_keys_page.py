"""The page of a site with several keys: each by itself, none ever shown."""

from dataclasses import replace

import pytest

from credentials import services
from credentials.models import Key, KeyKind, KeyState, Site
from credentials.services import open_key, store_key
from tests.credentials.conftest import V4_KEY
from tests.credentials.test_pages import text_of
from tests.environment import TOKEN


@pytest.fixture
def site(admin, details) -> Site:
    site = services.save_site(replace(details, generation="v4"), admin)
    store_key(site, V4_KEY, admin)
    store_key(site, TOKEN, admin, KeyKind.EXPORT_TOKEN)
    return site


def post(page, site, kind: str, what: str = "", **fields: str):
    return page.post(f"/sites/{site.pk}/keys/{kind}/{what}", fields, follow=True)


def test_each_key_has_its_own_state_and_forms(page, site):
    services.key_refused(site, "OpenWeb refused the key.", kind=KeyKind.EXPORT_TOKEN)
    text = text_of(page.get(site.get_absolute_url()))
    assert V4_KEY not in text
    first, second = text.index('id="export_v4_key-title"'), text.index('id="export_token-title"')
    assert first < text.index('name="export_v4_key"') < second < text.index('name="export_token"')
    assert first < second < text.index("OpenWeb refused the key.")


def test_one_is_replaced_and_the_other_kept(page, site):
    post(page, site, "export_token", export_token="another token", export_v4_key="not this way")
    assert open_key(site, KeyKind.EXPORT_TOKEN) == "another token"
    assert open_key(site) == V4_KEY


def test_one_is_tested_and_the_other_not(page, site, vendor):
    said = text_of(post(page, site, "export_v4_key", "test/"))
    assert "OpenWeb accepts the Export v4 API key" in said
    states = dict(Key.objects.values_list("kind", "state"))
    assert states == {"export_v4_key": KeyState.WORKS, "export_token": KeyState.UNPROVEN}


def test_a_missing_one_is_insisted_on_at_its_own_field(page, site):
    site.keys.all().delete()
    text = text_of(post(page, site, "export_v4_key", export_v4_key=" "))
    assert text.count("This field is required") == 1
    assert text.index("This field is required") < text.index('name="export_token"')


def test_the_optional_one_is_removed_and_the_needed_one_is_not(page, site):
    assert "The Export token is removed" in text_of(post(page, site, "export_token", "remove/"))
    assert post(page, site, "export_v4_key", "remove/").status_code == 404
    assert Key.objects.get().kind == KeyKind.EXPORT_V4_KEY


@pytest.mark.parametrize("kind", ["api_secret", "nonsense"])
@pytest.mark.parametrize("what", ["", "test/"])
def test_a_key_that_no_site_holds_is_not_found(page, site, kind, what):
    assert post(page, site, kind, what, **{kind: "x"}).status_code == 404
    assert Key.objects.count() == 2


def test_nonsense_is_not_removed(page, site):
    assert post(page, site, "nonsense", "remove/").status_code == 404


def test_a_key_that_is_not_used_any_more_stays_and_says_so_until_it_is_removed(page, site):
    Site.objects.update(generation="v1")
    text = text_of(page.get(site.get_absolute_url()))
    assert "Stored, but v1 does without it." in text
    assert 'name="export_v4_key"' not in text
    post(page, site, "export_v4_key", "remove/")
    assert Key.objects.get().kind == KeyKind.EXPORT_TOKEN


def test_a_key_that_is_not_used_any_more_alarms_nobody(page, site):
    services.key_refused(site, "OpenWeb refused the key.")
    assert "OpenWeb refuses the key of The Daily" in text_of(page.get("/connections/"))
    Site.objects.update(generation="v1")
    assert "OpenWeb refuses the key of" not in text_of(page.get("/connections/"))


def test_two_keys_refused_are_one_alarm(page, site):
    for kind in site.key_kinds:
        services.key_refused(site, "OpenWeb refused the key.", kind=kind)
    assert "OpenWeb refuses the key of The Daily." in text_of(page.get("/connections/"))


@pytest.mark.parametrize("address", ["/connections/", "/"])
def test_lists_name_each_key(page, site, address):
    site.export_token.delete()
    text = text_of(page.get(address))
    assert "Export v4 API key" in text
    assert text.index("None") < text.index("Export token")
