"""What stands under the lines while they are typed, and what OpenWeb says of them."""

import pytest

from exports.forms.expected import MOST_COUNTED
from exports.models import Export
from tests.exports import factories

URL = "/exports/new/articles/"


@pytest.fixture
def site(ana):
    return factories.make_site("The Daily", only_for=[ana], spot_id="sp_Dem0Spot")


@pytest.fixture
def answer(browser, site, fragment):
    """What htmx gets for these lines."""

    def answer_to(*lines: str, **typed) -> str:
        typed = {"site": site.pk, "articles": "\n".join(lines), **typed}
        response = browser.post(URL, typed, headers=fragment)
        assert response["Cache-Control"] == "no-store"
        return " ".join(response.content.decode().split())

    return answer_to


def number(answer, *lines: str, **typed) -> str:
    return answer(*lines, number="1", **typed)


def test_each_line_says_what_it_names_and_nothing_starts(answer):
    text = answer("one", "a$1", "two words")
    assert "Id <code>a_1</code>" in text
    assert "ids have no spaces" in text
    assert "<form" not in text
    assert not Export.objects.exists()


def test_the_sentence_says_what_will_be_asked(answer):
    text = answer("one", "two", "three", count="20")
    assert "<strong>3 articles</strong> at The Daily" in text
    assert "At most the oldest 20 of each" in text
    assert "whether a comment was approved or rejected" in text


def test_several_sites_are_told_apart(answer, site):
    evening = factories.make_site("The Evening")
    text = answer("one", "sp_Dem0Spot_two", site=[site.pk, evening.pk])
    assert "<strong>2 articles</strong> at The Daily and <strong>1 article</strong> at" in text
    assert "An article's id at The Daily, The Evening" in text
    assert "Id <code>two</code> at The Daily" in text


def test_wrong_lines_are_named_instead(answer):
    text = answer("one", "two words")
    assert "Line 2 names no article." in text
    assert "<strong>1 article" not in text


@pytest.mark.parametrize("typed", [{"articles": ""}, {"site": []}])
def test_what_is_still_to_be_filled_in_is_no_error(answer, typed):
    text = answer("one", **typed)
    assert "here you read what will be asked" in text
    assert "plan-problem" not in text


def test_openweb_is_asked_how_many_comments_there_are(vendor, answer):
    whole = int(number(answer, "article-1").split()[2])
    assert whole > 1
    assert number(answer, "article-1") == f", about {whole} comments"
    assert number(answer, "article-1", count="1") == ", at most 1 comment"
    assert number(answer, "article-1", "nobody-knows") == f", about {whole} comments in 1 of them"


@pytest.mark.parametrize("trouble", ["it knows nothing", "it is away", "it is elsewhere"])
def test_no_number_is_shown_when_openweb_says_none(vendor, answer, settings, trouble):
    if trouble == "it is away":
        vendor.configure(messages_count=False)
    if trouble == "it is elsewhere":
        settings.OPENWEB_OPEN_API_URL = "http://127.0.0.1:9"
    assert number(answer, "nobody" if trouble == "it knows nothing" else "article-1") == ""


def test_no_number_is_asked_for_of_very_many_articles(vendor, answer):
    many = [f"article-{n}" for n in range(MOST_COUNTED + 1)]
    assert number(answer, *many) == ""
    assert number(answer, *many[:-1]).endswith(" comments")


def test_no_number_is_asked_for_while_a_line_is_wrong(vendor, answer):
    assert number(answer, "article-1", "two words") == ""


def test_going_back_to_the_page_brings_all_of_it(browser, site):
    restored = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert b"<form" in browser.get(URL, headers=restored).content
