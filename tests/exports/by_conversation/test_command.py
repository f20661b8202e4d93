"""`export article … --as files|feed`."""

import pytest

from credentials.models import KeyKind
from exports.management import watching
from exports.models import Export
from tests.exports.commands import Command
from tests.exports.rows import make_site

DAILY = ("--site", "The Daily")


@pytest.fixture(autouse=True)
def _nobody_works(monkeypatch):
    monkeypatch.setattr(watching, "GRACE_SECONDS", 0)


def kind_of(*arguments: str) -> str:
    Command("article", "a", *DAILY, *arguments)
    return Export.objects.get().kind


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ((), "openweb_article"),
        (("--as", "feed"), "openweb_article"),
        (("--as", "files"), "openweb_conversation"),
    ],
)
def test_the_feed_is_the_default_and_files_can_be_asked_for(site, arguments, kind):
    assert kind_of(*arguments) == kind


def test_without_an_export_token_files_are_asked_for(site):
    site.keys.filter(kind=KeyKind.EXPORT_TOKEN).delete()
    assert kind_of() == "openweb_conversation"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--as", "files", "--count", "20"), "hold whole conversations"),
        (("--as", "files", "--site", "The Evening"), "The Evening is set to export v1"),
        (("--as", "feed", "--site", "The Weekly"), "The Weekly has no Export token yet"),
        (("--as", "mail"), "--as"),
    ],
)
def test_what_cannot_be_asked_for_is_said_before_anything_starts(site, arguments, sentence):
    make_site("The Evening", "sp_Evening")
    weekly = make_site("The Weekly", "sp_Weekly", generation="v4")
    weekly.keys.filter(kind=KeyKind.EXPORT_TOKEN).delete()
    command = Command("article", "a", *DAILY, *arguments)
    assert command.code == 1
    assert sentence in command.refusal
    assert not Export.objects.exists()
