import io

import pytest
from django.core.management import CommandError, call_command

from credentials.models import KeyState, Site
from credentials.services import open_key
from tests.environment import TOKEN


@pytest.fixture
def add_site(db, monkeypatch):
    def run(*args: str, token: str = TOKEN) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(token))
        out = io.StringIO()
        call_command("add_site", *args, stdout=out)
        assert TOKEN not in out.getvalue()
        return out.getvalue()

    return run


def test_a_site_is_added_and_its_key_tested(add_site, vendor):
    said = add_site("The Daily", "--spot-id", "sp_Dem0Spot", "--zone", "Europe/Berlin")
    assert "Key is accepted: Yes." in said
    site = Site.objects.get()
    assert (site.zone, site.key.state) == ("Europe/Berlin", KeyState.WORKS)
    assert open_key(site) == TOKEN


def test_the_address_of_the_admin_dashboard_will_do(add_site, vendor):
    add_site("The Daily", "--spot-id", "https://admin.spot.im/spot/sp_Dem0Spot/settings")
    assert Site.objects.get().spot_id == "sp_Dem0Spot"


def test_the_same_name_again_changes_what_is_given_and_keeps_the_rest(add_site, vendor):
    add_site("The Daily", "--spot-id", "sp_Dem0Spot", "--zone", "Europe/Berlin")
    said = add_site("the daily", "--vendor-zone", "Asia/Tokyo", token="")
    site = Site.objects.get()
    assert said.startswith("Changed: the daily")
    assert (site.zone, site.vendor_zone) == ("Europe/Berlin", "Asia/Tokyo")
    assert open_key(site) == TOKEN


def test_a_rule_for_article_addresses_is_given_and_kept(add_site, vendor):
    rule = "https://news.example/{id}"
    add_site("The Daily", "--spot-id", "sp_Dem0Spot", "--article-rule", rule)
    add_site("The Daily", "--zone", "Europe/Berlin")
    assert Site.objects.get().article_rule == rule


def test_a_vendor_out_of_reach_is_told_and_the_site_stored(add_site):
    said = add_site("The Daily", "--spot-id", "sp_Dem0Spot")
    assert "OpenWeb answers: No." in said
    assert "Key is accepted: Cannot be told yet." in said
    assert open_key(Site.objects.get()) == TOKEN


def test_a_refused_key_fails(add_site, vendor):
    with pytest.raises(CommandError, match="Refused"):
        add_site("The Daily", "--spot-id", "sp_Dem0Spot", token="a wrong token")


@pytest.mark.parametrize(
    ("args", "token", "sentence"),
    [
        (["--spot-id", "nonsense"], TOKEN, "not a spot ID"),
        ([], TOKEN, "Spot ID: This field is required"),
        (
            ["--spot-id", "sp_Dem0Spot", "--zone", "Mars/Base"],
            TOKEN,
            "“Mars/Base” is not a time zone",
        ),
        (["--spot-id", "sp_Dem0Spot", "--article-rule", "*"], TOKEN, "addresses: The rule needs"),
        (["--spot-id", "sp_Dem0Spot"], " \n", "Export token: This field is required"),
    ],
)
def test_nothing_is_stored_when_something_is_wrong(add_site, args, token, sentence):
    with pytest.raises(CommandError, match=sentence):
        add_site("The Daily", *args, token=token)
    assert not Site.objects.exists()
