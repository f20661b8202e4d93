"""Who may see a site, as it is chosen in its form."""

import pytest

from credentials.models import Site

FILLED_IN = {
    "name": "The Daily",
    "spot_id": "sp_Dem0Spot",
    "zone": "Europe/Berlin",
    "vendor_zone": "UTC",
    "generation": "v1",
    "is_limited": "chosen",
}
NOBODY = "Nobody is chosen: only people who manage keys see"


def test_choosing_people_limits_the_site(page, site, colleague):
    answer = page.post(
        site.get_absolute_url(), {**FILLED_IN, "people": [colleague.pk]}, follow=True
    )
    saved = Site.objects.get()
    assert (saved.is_limited, list(saved.allowed_people.all())) == (True, [colleague])
    assert NOBODY not in answer.content.decode()


def test_choosing_nobody_hides_the_site_and_says_so_now_and_later(page, site):
    said = page.post(site.get_absolute_url(), FILLED_IN, follow=True).content.decode()
    assert f"{NOBODY} The Daily." in said
    assert f"{NOBODY} this one." in page.get(site.get_absolute_url()).content.decode()
    assert "People who manage keys" in page.get("/connections/").content.decode()


def test_a_new_site_that_nobody_will_see_says_so(page, vendor):
    said = page.post(
        "/sites/new/", {**FILLED_IN, "export_token": "any"}, follow=True
    ).content.decode()
    assert f"{NOBODY} The Daily." in said


@pytest.mark.parametrize("pk", ["9" * 19, "9" * 5000, "999999", "-1", "x", "\x00", "1e3", "٣", ""])
@pytest.mark.parametrize("field", ["groups", "people"])
def test_an_id_of_nobody_is_a_mistake_at_its_field(page, site, field, pk):
    answer = page.post(site.get_absolute_url(), {**FILLED_IN, field: [pk]})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {field}
    assert not Site.objects.get().is_limited
