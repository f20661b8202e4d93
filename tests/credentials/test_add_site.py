import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from credentials.models import KeyKind, KeyState, Site
from credentials.services import open_key
from tests.credentials.conftest import V4_KEY
from tests.environment import TOKEN


@pytest.fixture
def add_site(db, monkeypatch):
    def run(*args: str, token: str = TOKEN) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(token))
        out = io.StringIO()
        call_command("add_site", *args, stdout=out)
        assert TOKEN not in out.getvalue()
        assert V4_KEY not in out.getvalue()
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


SPOT = ("--spot-id", "sp_Dem0Spot")


def test_a_v4_site_takes_two_lines_and_each_key_is_told_of_by_name(add_site, vendor):
    said = add_site("The Daily", *SPOT, "--generation", "v4", token=f"{V4_KEY}\n{TOKEN}\n")
    site = Site.objects.get()
    assert (open_key(site), open_key(site, KeyKind.EXPORT_TOKEN)) == (V4_KEY, TOKEN)
    first, second = said.index("Export v4 API key:"), said.index("Export token:")
    assert first < said.index("Exports by date are switched on: Yes.") < second
    assert second < said.index("Spot belongs to this key: Yes.")


@pytest.mark.parametrize("lines", [V4_KEY, f"{V4_KEY}\n", f"{V4_KEY}\n\n"])
def test_the_second_line_may_be_empty_or_missing(add_site, vendor, lines):
    said = add_site("The Daily", *SPOT, "--generation", "v4", token=lines)
    assert "Export token: none yet." in said
    assert [key.kind for key in Site.objects.get().keys.all()] == [KeyKind.EXPORT_V4_KEY]


def test_a_v4_site_without_its_key_is_not_added(add_site):
    with pytest.raises(CommandError, match="Export v4 API key: This field is required"):
        add_site("The Daily", *SPOT, "--generation", "v4", token=f"\n{TOKEN}\n")
    assert not Site.objects.exists()


def test_a_key_that_is_refused_is_named(add_site, vendor):
    with pytest.raises(CommandError, match=r"^Export token: Refused: "):
        add_site("The Daily", *SPOT, "--generation", "v4", token=f"{V4_KEY}\na wrong token\n")


def test_a_site_that_moves_on_to_v4_is_asked_for_the_new_key_and_keeps_its_token(add_site, vendor):
    add_site("The Daily", *SPOT)
    with pytest.raises(CommandError, match="Export v4 API key: This field is required"):
        add_site("The Daily", "--generation", "v4", token="")
    add_site("The Daily", "--generation", "v4", token=f"{V4_KEY}\n\n")
    site = Site.objects.get()
    assert (open_key(site), open_key(site, KeyKind.EXPORT_TOKEN)) == (V4_KEY, TOKEN)


def test_limits_are_given_kept_and_taken_back(add_site, vendor):
    limits = ("--longest-hours", "12", "--exports-at-once", "2")
    add_site("The Daily", *SPOT, "--generation", "v2", *limits)
    add_site("The Daily", "--longest-hours=", token="")
    known = Site.objects.get().limits
    assert (known.longest, known.at_once) == (timedelta(hours=24), 2)


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("--generation=v3", "invalid choice: 'v3'"),
        ("--longest-hours=0", "Longest part, in hours: Enter 1 or more"),
        ("--rows-per-file=500", "Rows per file: v1 cannot be asked"),
    ],
)
def test_what_cannot_be_is_refused_in_words(add_site, option, sentence):
    with pytest.raises(CommandError, match=sentence):
        add_site("The Daily", *SPOT, option)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_at_a_terminal_each_key_is_asked_for_by_its_name(db, vendor, monkeypatch):
    prompts: list[str] = []

    def typed(prompt: str) -> str:
        prompts.append(prompt)
        return V4_KEY if "v4" in prompt else TOKEN

    monkeypatch.setattr("credentials.management.adding.getpass", typed)
    monkeypatch.setattr("sys.stdin", Terminal())
    call_command("add_site", "The Daily", *SPOT, "--generation", "v4", stdout=io.StringIO())
    assert prompts == ["Export v4 API key: ", "Export token (may be empty): "]
