"""`export article`: the same reading of articles as on the page, and one clear sentence else."""

import pytest

from exports.management import watching
from exports.models import Export, Window
from tests.exports.commands import Command
from tests.exports.rows import make_site

RULE = "https://daily.example/news/{id}.html"
DAILY = ("--site", "The Daily")


@pytest.fixture
def site(db):
    return make_site("The Daily", article_rule=RULE)


@pytest.fixture(autouse=True)
def _nobody_works(monkeypatch):
    monkeypatch.setattr(watching, "GRACE_SECONDS", 0)


def asked() -> list[tuple[str, str, int | None]]:
    return [(each.site_name, each.post_id, each.count) for each in Window.objects.all()]


def test_ids_and_addresses_are_asked_for_once_each(site):
    command = Command("article", "a_1", "a$1", "https://daily.example/news/b.html", *DAILY)
    assert "Nobody has ever worked here" in command.refusal
    assert asked() == [("The Daily", "a_1", None), ("The Daily", "b", None)]


def test_an_id_is_asked_for_at_each_site(site):
    make_site("The Evening", "sp_Evening")
    Command("article", "a", *DAILY, "--site", "The Evening", "--count", "20")
    assert asked() == [("The Daily", "a", 20), ("The Evening", "a", 20)]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("a", "--site", "Nowhere"), "Known: The Daily"),
        (("a", "--site", "\udcff"), "There is no site “ ”"),
        (("\udcff", *DAILY), "“ ” is no article"),
        (("a", "two words", *DAILY), "“two words” is no article's id"),
        (("https://daily.example/sport", *DAILY), "does not fit this site's rule"),
        (("", *DAILY), "POST_ID is empty"),
        (("a", *DAILY, "--count", "0"), "--count 0: give a whole number"),
        (("a", *DAILY, "--count", "some"), "--count"),
        ((*(f"a{n}" for n in range(501)), *DAILY), "one export takes up to 500"),
    ],
)
def test_what_cannot_be_asked_for_is_said_before_anything_starts(site, arguments, sentence):
    command = Command("article", *arguments)
    assert command.code == 1
    assert sentence in command.refusal
    assert not Export.objects.exists()
