import pytest

from credentials import guards
from credentials.models import Key, KeyState, Site
from credentials.services import open_key, replace_key
from tests.environment import TOKEN

FILLED_IN = {
    "name": "The Weekly",
    "spot_id": "https://admin.spot.im/spot/sp_Dem0Spot/settings",
    "zone": "Europe/Berlin",
    "vendor_zone": "UTC",
    "generation": "v1",
    "is_limited": "everyone",
}


def text_of(answer) -> str:
    text = answer.content.decode()
    assert TOKEN not in text
    return text


def test_a_site_is_added_with_its_key_and_tested_at_once(page, vendor):
    answer = page.post("/sites/new/", {**FILLED_IN, "export_token": TOKEN}, follow=True)
    assert "OpenWeb accepts the key" in text_of(answer)
    site = Site.objects.get()
    assert (site.spot_id, site.key.state) == ("sp_Dem0Spot", KeyState.WORKS)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"spot_id": "nonsense"}, "not a spot ID"),
        ({"zone": "Mars/Base"}, "is not a time zone"),
        ({"export_token": ""}, "This field is required"),
        ({"export_token": "••••••••"}, "This field is required"),
    ],
)
def test_what_is_wrong_stands_at_the_field_and_the_key_is_asked_for_again(page, wrong, sentence):
    answer = page.post("/sites/new/", {**FILLED_IN, "export_token": TOKEN, **wrong})
    assert sentence in text_of(answer)
    assert not Site.objects.exists()


def test_one_summary_names_all_that_is_wrong_with_a_new_site_and_its_key(page):
    text = text_of(
        page.post("/sites/new/", {**FILLED_IN, "spot_id": "nonsense", "export_token": ""})
    )
    summary = text[text.index('role="alert"') : text.index('id="facts-title"')]
    assert '<a href="#id_spot_id">Spot ID</a>: This is not a spot ID' in summary
    assert '<a href="#id_export_token">Export token</a>: This field is required' in summary


def test_a_name_that_is_taken_is_told(page, site):
    answer = page.post("/sites/new/", {**FILLED_IN, "name": "the daily", "export_token": TOKEN})
    assert "already a site with this name" in text_of(answer)


def test_a_site_is_changed_without_touching_its_key(page, site, admin):
    replace_key(site, TOKEN, admin)
    page.post(site.get_absolute_url(), {**FILLED_IN, "export_token": "not this way"})
    assert Site.objects.get().name == "The Weekly"
    assert open_key(site) == TOKEN


def test_another_spot_is_tried_with_the_stored_key(page, site, admin, vendor):
    replace_key(site, TOKEN, admin)
    page.post(site.get_absolute_url(), {**FILLED_IN, "spot_id": "sp_another1"})
    assert Key.objects.get().state == KeyState.REFUSED


def test_a_stored_key_shows_as_a_mask_of_fixed_length(page, site, admin):
    replace_key(site, TOKEN, admin)
    text = text_of(page.get(site.get_absolute_url()))
    assert "••••••••" in text
    assert "•••••••••" not in text
    assert 'type="password"' in text
    assert 'autocomplete="off"' in text


def test_an_empty_key_keeps_the_stored_one(page, site, admin):
    replace_key(site, TOKEN, admin)
    answer = page.post(f"/sites/{site.pk}/keys/export_token/", {"export_token": "  "}, follow=True)
    assert "The stored one is kept" in text_of(answer)
    assert open_key(site) == TOKEN


def test_a_site_without_a_key_insists_on_one_and_shows_no_mask(page, site):
    assert "••••••••" not in text_of(page.get(site.get_absolute_url()))
    assert "This field is required" in text_of(
        page.post(f"/sites/{site.pk}/keys/export_token/", {"export_token": " "})
    )


def test_a_refused_key_is_told_with_the_vendors_reason(page, site, vendor):
    answer = page.post(
        f"/sites/{site.pk}/keys/export_token/", {"export_token": "a wrong token"}, follow=True
    )
    assert "Refused" in text_of(answer)
    assert "The token is not valid" in text_of(answer)
    assert "OpenWeb refuses the key of" not in text_of(answer)
    assert "OpenWeb refuses the key of" in text_of(page.get("/connections/"))


def test_a_test_names_each_check(page, site, admin, vendor):
    replace_key(site, TOKEN, admin)
    text = text_of(page.post(f"/sites/{site.pk}/keys/export_token/test/", follow=True))
    assert "Exports by date are switched on" in text
    assert "Cannot be told yet" in text


def test_a_key_that_cannot_be_read_is_asked_for_and_everything_still_opens(
    page, site, admin, lose_the_encryption_key
):
    replace_key(site, TOKEN, admin)
    lose_the_encryption_key()
    answer = page.post(f"/sites/{site.pk}/keys/export_token/test/", follow=True)
    assert "Enter it again" in text_of(answer)
    assert "Cannot be read" in text_of(page.get("/connections/"))


def test_a_key_entered_again_heals_the_site(page, site, admin, vendor, lose_the_encryption_key):
    replace_key(site, TOKEN, admin)
    lose_the_encryption_key()
    page.post(f"/sites/{site.pk}/keys/export_token/test/")
    page.post(f"/sites/{site.pk}/keys/export_token/", {"export_token": TOKEN})
    assert Key.objects.get().state == KeyState.WORKS


def test_a_site_rests_and_comes_back(page, site):
    page.post(f"/sites/{site.pk}/deactivate/")
    assert "switched off" in text_of(page.get("/connections/"))
    page.post(f"/sites/{site.pk}/activate/")
    assert Site.objects.get().is_active


def test_a_site_is_deleted_after_a_question(page, site):
    assert "Delete The Daily?" in text_of(page.get(f"/sites/{site.pk}/delete/"))
    answer = page.post(f"/sites/{site.pk}/delete/", follow=True)
    assert "The Daily is deleted" in text_of(answer)
    assert not Site.objects.exists()


def test_a_site_at_work_is_not_deleted_and_the_page_says_why(page, site, monkeypatch):
    monkeypatch.setattr(guards, "_guards", [lambda *_: "An export of this site still runs."])
    answer = page.post(f"/sites/{site.pk}/delete/", follow=True)
    assert "still runs" in text_of(answer)
    assert Site.objects.exists()


def test_a_name_full_of_markup_is_shown_as_it_is(page, site):
    page.post(site.get_absolute_url(), {**FILLED_IN, "name": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in text_of(page.get("/connections/"))
