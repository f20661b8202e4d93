"""The form for articles: what each line names, what it refuses, what it leads to."""

import pytest

from exports.by_article.order import MOST_ARTICLES
from exports.models import Export
from tests.exports import factories

URL = "/exports/new/articles/"
RULE = "https://daily.example/news/{id}.html"


@pytest.fixture
def site(ana):
    return factories.make_site("The Daily", only_for=[ana], spot_id="sp_Daily", article_rule=RULE)


@pytest.fixture
def evening():
    return factories.make_site("The Evening", spot_id="sp_Evening")


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def asked() -> list[tuple[str, str]]:
    return [(window.site_name, window.post_id) for window in Export.objects.get().windows.all()]


def test_starting_leads_to_the_export(browser, site, ana):
    typed = {"site": site.pk, "articles": "one\r\ntwo", "count": "50", "label": "For the lawyers"}
    response = browser.post(URL, typed)
    export = Export.objects.get()
    assert response["Location"] == export.get_absolute_url()
    assert (export.label, export.requested_by) == ("For the lawyers", ana)
    assert asked() == [("The Daily", "one"), ("The Daily", "two")]
    assert {window.count for window in export.windows.all()} == {50}


@pytest.mark.parametrize(
    ("pasted", "post_id"),
    [
        ("a$1", "a_1"),
        ("sp_Daily_a$1", "a_1"),
        ("sp_Daily_a$1_c_xyz_r_abc", "a_1"),
        ("https://www.daily.example/news/a_1.html?from=mail#comments", "a_1"),
        ("\t“a_1”", "a_1"),
        ('"a_1",,', "a_1"),
    ],
)
def test_a_line_names_an_article_in_many_ways(browser, site, pasted, post_id):
    browser.post(URL, {"site": site.pk, "articles": pasted})
    assert asked() == [("The Daily", post_id)]


def test_a_wrong_line_stops_all_and_says_beside_itself_what_is_wrong(browser, site):
    pasted = "one\n\nhttps://daily.example/news/two.html\nhttps://daily.example/sport/"
    response = browser.post(URL, {"site": site.pk, "articles": pasted, "case_number": "AZ 23"})
    text = text_of(response)
    assert not Export.objects.exists()
    assert "Line 4 names no article." in text
    wrong = text.partition('<li class="line line-wrong">')[2].partition("</li>")[0]
    assert "Line </span>4" in wrong
    assert "<code" in wrong
    assert "does not fit this site&#x27;s rule" in wrong
    assert "Id <code>two</code>" in text
    assert pasted in response.content.decode()
    assert "AZ 23" in text


def test_the_field_with_wrong_lines_takes_the_focus(browser, site):
    text = text_of(browser.post(URL, {"site": site.pk, "articles": "two words"}))
    assert text.count("autofocus") == 1
    assert "autofocus" in text.partition("<textarea")[2].partition(">")[0]


def test_several_wrong_lines_are_named(browser, site):
    text = text_of(browser.post(URL, {"site": site.pk, "articles": "a b\nc\nd e\nf g"}))
    assert "Lines 1, 3 and 4 name no article." in text


def test_the_same_article_twice_is_asked_for_once_and_said(browser, site):
    pasted = {"site": site.pk, "articles": "a_1\na$1\nhttps://daily.example/news/a_1.html"}
    assert text_of(browser.post(URL, pasted | {"check": "1"})).count("The same as line 1") == 2
    browser.post(URL, pasted)
    assert asked() == [("The Daily", "a_1")]


def test_a_line_counts_at_each_site_that_accepts_it(browser, site, evening):
    pasted = "one\nhttps://daily.example/news/two.html\nsp_Evening_three"
    browser.post(URL, {"site": [site.pk, evening.pk], "articles": pasted})
    assert asked() == [
        ("The Daily", "one"),
        ("The Evening", "one"),
        ("The Daily", "two"),
        ("The Evening", "three"),
    ]


def test_a_line_that_no_site_accepts_says_why_of_each(browser, site, evening):
    typed = {"site": [site.pk, evening.pk], "articles": "https://other.example/one"}
    text = text_of(browser.post(URL, typed))
    assert "The Daily: “https://other.example/one” does not fit" in text
    assert "The Evening: “https://other.example/one” is an address" in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"site": []}, "Choose at least one site."),
        ({"site": ["9" * 25]}, "Select a valid choice."),
        ({"articles": ""}, "Enter at least one article."),
        ({"articles": " \n "}, "Enter at least one article."),
        ({"count": "0"}, "Enter a whole number from 1"),
        ({"count": "2000000"}, "Enter a whole number from 1"),
        ({"count": "many"}, "Enter a whole number from 1"),
        ({"articles": "sp_Evening_one"}, "belongs to the spot sp_Evening"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(browser, site, typed, sentence):
    text = text_of(browser.post(URL, {"site": site.pk, "articles": "one", **typed}))
    assert sentence in text
    assert 'class="errorlist"' in text
    assert not Export.objects.exists()


@pytest.mark.parametrize("number", [MOST_ARTICLES + 1, 2 * MOST_ARTICLES + 1])
def test_more_than_one_export_takes_is_refused(browser, site, number):
    lines = "\n".join(f"a{n}" for n in range(number))
    text = text_of(browser.post(URL, {"site": site.pk, "articles": lines}))
    assert f"one export takes up to {MOST_ARTICLES}" in text
    assert not Export.objects.exists()


def test_articles_at_several_sites_count_at_each(browser, site, evening):
    lines = "\n".join(f"a{n}" for n in range(MOST_ARTICLES))
    text = text_of(browser.post(URL, {"site": [site.pk, evening.pk], "articles": lines}))
    assert "1,000 articles at all sites" in text


def test_the_address_fills_the_form(browser, site, evening):
    text = browser.get(URL, {"site": evening.pk, "articles": "a\nb"}).content.decode()
    assert "\na\nb</textarea>" in text
    assert "<strong>2 articles</strong> at The Evening" in text
    assert text.count(" checked") == 1


def test_hostile_lines_are_shown_as_text(browser, site):
    typed = {"site": site.pk, "articles": "</textarea><script>alert(1)</script>"}
    for more in ({}, {"check": "1"}):
        assert "<script>alert" not in browser.post(URL, typed | more).content.decode()
    assert "<script>alert" not in browser.get(URL, typed).content.decode()


def test_a_stranger_can_neither_order_a_hidden_site_nor_learn_its_name(
    as_person, stranger, site, evening
):
    text = text_of(as_person(stranger).post(URL, {"site": site.pk, "articles": "one"}))
    assert "Select a valid choice." in text
    assert "The Daily" not in text
    assert not Export.objects.exists()


def test_a_viewer_may_not_ask(as_person, viewer, site):
    client = as_person(viewer)
    assert client.get(URL).status_code == 403
    assert client.post(URL, {"site": site.pk, "articles": "one"}).status_code == 403


@pytest.mark.parametrize("url", ["/exports/new/", URL])
def test_both_ways_lead_to_each_other_with_the_chosen_sites(browser, site, evening, url):
    text = text_of(browser.get(url, {"site": [site.pk, evening.pk]}))
    chosen = f"site={site.pk}&amp;site={evening.pk}"
    for way in ("/exports/new/", URL):
        assert f'href="{way}?{chosen}"' in text
    assert f'href="{url}?{chosen}" aria-current="page"' in text


def test_too_much_text_is_refused_and_never_cut_unseen(browser, site):
    form = browser.get(URL).content.decode()
    assert "maxlength" not in form.partition("<textarea")[2].partition(">")[0]
    pasted = "\n".join(f"{'long' * 100}{number}" for number in range(500))
    response = browser.post(URL, {"site": site.pk, "articles": pasted})
    assert "more text than one export takes" in text_of(response)
    assert not Export.objects.exists()
