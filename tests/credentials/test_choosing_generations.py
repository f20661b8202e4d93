"""An admin says by which export API a site is asked, and within which limits."""

from datetime import timedelta

import pytest

from accounts.models import AuditEvent
from credentials.models import Key, KeyKind, KeyState, Site
from credentials.services import replace_key
from providers.openweb.generations import GENERATIONS
from tests.credentials.conftest import V4_KEY
from tests.credentials.test_pages import FILLED_IN, text_of
from tests.environment import TOKEN

V4 = {**FILLED_IN, "generation": "v4"}
BOTH_KEYS = {"export_v4_key": V4_KEY, "export_token": TOKEN}


def test_a_v4_site_is_added_with_both_keys_and_each_is_tested(page, vendor):
    text = text_of(page.post("/sites/new/", {**V4, **BOTH_KEYS}, follow=True))
    assert V4_KEY not in text
    assert "OpenWeb accepts the Export v4 API key" in text
    assert "OpenWeb accepts the Export token" in text
    assert {key.state for key in Key.objects.all()} == {KeyState.WORKS}
    assert Site.objects.get().generation == "v4"


def test_the_export_token_of_a_v4_site_may_come_later(page, vendor):
    page.post("/sites/new/", {**V4, "export_v4_key": V4_KEY, "export_token": ""})
    assert Key.objects.get().kind == KeyKind.EXPORT_V4_KEY
    site = Site.objects.get()
    assert "Optional." in text_of(page.get(site.get_absolute_url()))
    page.post(f"/sites/{site.pk}/keys/export_token/", {"export_token": TOKEN})
    assert site.export_token.state == KeyState.WORKS


@pytest.mark.parametrize(
    ("generation", "keys", "wrong"),
    [
        ("v4", {"export_token": TOKEN}, {"export_v4_key"}),
        ("v2", {"export_v4_key": V4_KEY}, {"export_token"}),
        ("v1", {}, {"export_token"}),
        ("v3", {"export_token": TOKEN}, {"generation"}),
        ("", {"export_token": TOKEN}, {"generation"}),
    ],
)
def test_each_generation_insists_on_its_own_key(page, generation, keys, wrong):
    answer = page.post("/sites/new/", {**FILLED_IN, "generation": generation, **keys})
    assert answer.context["form"].errors.keys() == wrong
    assert not Site.objects.exists()


def test_a_key_that_the_generation_does_not_take_is_not_kept(page, vendor):
    page.post("/sites/new/", {**FILLED_IN, **BOTH_KEYS})
    assert Key.objects.get().kind == KeyKind.EXPORT_TOKEN


def test_each_generation_says_what_it_takes(page, site):
    text = text_of(page.get(site.get_absolute_url()))
    for one in GENERATIONS.values():
        assert f'value="{one.name}"' in text
    assert "Takes the Export v4 API key." in text
    assert "At most 730 hours in one part, one export at a time." in text
    assert text.count("Your OpenWeb account manager must have switched it on.") == 2


def test_a_change_tests_what_is_stored_and_names_what_is_missing(page, site, admin, vendor):
    replace_key(site, TOKEN, admin)
    asked = len(vendor.requests())
    text = text_of(page.post(site.get_absolute_url(), V4, follow=True))
    assert "The Weekly has no Export v4 API key yet" in text
    assert "OpenWeb accepts the Export token" in text
    assert len(vendor.requests()) > asked
    assert AuditEvent.objects.filter(details__changed="export API, name").exists()


def test_limits_are_kept_and_empty_ones_are_as_documented(page, site):
    page.post(site.get_absolute_url(), {**V4, "longest_hours": "168", "rows_per_file": "5000"})
    limits = Site.objects.get().limits
    assert (limits.longest, limits.rows_per_file) == (timedelta(days=7), 5000)
    assert limits.at_once == 1
    page.post(site.get_absolute_url(), V4)
    assert Site.objects.get().limits == GENERATIONS["v4"].limits


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ({"longest_hours": "0"}, "Enter 1 or more"),
        ({"longest_hours": "9000"}, "Enter 8,784 or less"),
        ({"longest_hours": "a day"}, "Enter a whole number"),
        ({"exports_at_once": "-1"}, "Enter 1 or more"),
        ({"exports_at_once": "21"}, "Enter 20 or less"),
        ({"rows_per_file": "99"}, "Enter 100 or more"),
        ({"rows_per_file": "100001"}, "v4 allows at most 100,000 rows a file"),
        ({"rows_per_file": "5000", "generation": "v2"}, "v2 cannot be asked for files of a"),
        ({"rows_per_file": "9" * 5000}, "Enter"),
    ],
)
def test_a_limit_that_cannot_be_is_refused_at_its_field(page, site, limit, sentence):
    answer = page.post(site.get_absolute_url(), {**V4, **limit})
    assert answer.context["form"].errors.keys() == limit.keys() - {"generation"}
    assert sentence in text_of(answer)
    assert Site.objects.get().generation == "v1"


def test_limits_are_folded_until_one_is_entered_or_wrong(page, site):
    fold = '<details class="field" open>\n  <summary class="field">OpenWeb&#x27;s limits'
    fold = fold.replace("&#x27;", "'")
    assert fold not in text_of(page.get(site.get_absolute_url()))
    assert fold in text_of(page.post(site.get_absolute_url(), {**V4, "longest_hours": "0"}))
    Site.objects.update(exports_at_once=2)
    assert fold in text_of(page.get(site.get_absolute_url()))
