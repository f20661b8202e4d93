"""“How to fetch”: offered where a chosen site has export v4, and only what can be had there."""

import re

import pytest

from credentials.models import KeyKind
from exports.models import Export
from tests.exports import factories

URL = "/exports/new/articles/"


@pytest.fixture
def browser(as_person, ana):
    return as_person(ana)


@pytest.fixture
def site(db):
    """It holds both keys."""
    return factories.make_site("The Daily", generation="v4")


@pytest.fixture
def evening(db):
    return factories.make_site("The Evening", generation="v1")


@pytest.fixture
def weekly(db):
    """It has no export token."""
    weekly = factories.make_site("The Weekly", generation="v4")
    weekly.keys.filter(kind=KeyKind.EXPORT_TOKEN).delete()
    return weekly


def typed(*sites, **rest) -> dict:
    return {"site": [site.pk for site in sites], "articles": "one\ntwo", **rest}


def radios(response) -> dict[str, str]:
    """Each way with its attributes: checked, disabled or neither."""
    text = response.content.decode()
    return dict(
        re.findall(r'<input type="radio" name="way" id="way-\w+" value="(\w+)"(.*?)>', text)
    )


def words(response) -> str:
    return " ".join(response.content.decode().split())


def kinds() -> set[str]:
    return set(Export.objects.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("way", "kind"),
    [("", "openweb_article"), ("feed", "openweb_article"), ("files", "openweb_conversation")],
)
def test_the_feed_is_the_default_and_files_can_be_chosen(browser, site, way, kind):
    browser.post(URL, typed(site, way=way))
    export = Export.objects.get()
    assert export.kind == kind
    assert [window.post_id for window in export.windows.all()] == ["one", "two"]


def test_there_is_no_choice_at_sites_without_v4(browser, evening):
    assert not radios(browser.get(URL))
    browser.post(URL, typed(evening))
    assert kinds() == {"openweb_article"}


def test_before_a_site_is_chosen_the_choice_is_there_for_browsers_without_scripts(
    browser, site, evening
):
    assert radios(browser.get(URL)) == {"feed": " checked", "files": ""}


def test_without_an_export_token_files_are_the_default_and_the_feed_says_why(browser, weekly):
    response = browser.get(URL, {"site": weekly.pk})
    assert radios(response) == {"feed": " disabled", "files": " checked"}
    assert "The Weekly has no Export token yet." in words(response)
    browser.post(URL, typed(weekly))
    assert kinds() == {"openweb_conversation"}


def test_files_are_offered_only_when_all_chosen_sites_have_them(browser, site, evening, fragment):
    response = browser.post(URL, typed(site, evening), headers=fragment)
    assert radios(response) == {"feed": " checked", "files": " disabled"}
    assert "The Evening is set to export v1 (legacy), which has no such files." in words(response)


@pytest.mark.parametrize("way", ["feed", "files"])
def test_what_not_all_sites_can_do_is_refused_by_name(browser, weekly, evening, way):
    response = browser.post(URL, typed(weekly, evening, way=way))
    missing = {"feed": "The Weekly has no Export token", "files": "The Evening is set to export v1"}
    assert missing[way] in words(response).partition('id="way-errors"')[2]
    assert " autofocus" in radios(response)[way]
    assert not Export.objects.exists()


def test_what_stands_in_the_way_of_the_chosen_one_stands_in_place_of_the_sentence(
    browser, site, evening, fragment
):
    wanted = typed(site, evening, way="files")
    sentence = words(browser.post(URL, wanted, headers=fragment)).partition('id="plan"')[2]
    assert "plan-problem" in sentence
    assert "The Evening is set to export v1 (legacy), which has no such files." in sentence


def test_files_have_no_oldest_comments_only(browser, site):
    response = browser.post(URL, typed(site, way="files", count="20"))
    assert "hold whole conversations" in words(response)
    assert not Export.objects.exists()


def test_the_sentence_says_what_will_be_sent(browser, site, fragment):
    text = words(browser.post(URL, typed(site, way="files"), headers=fragment))
    assert "<strong>2 articles</strong> at The Daily" in text
    assert f"<code>conversation_id={site.spot_id}_one</code>" in text
    assert "comments, users and ranks, one article after the other" in text


def test_an_unknown_way_is_refused(browser, site):
    browser.post(URL, typed(site, way="by-mail"))
    assert not Export.objects.exists()
