import pytest
from django.urls import reverse

from tests.exports import factories


@pytest.fixture
def titles(browser):
    """The titles on the page for a query, in their order."""

    def read(query="", named=("March", "April", "May")):
        text = browser.get(reverse("exports:list") + query).content.decode()
        return sorted((title for title in named if f">{title}<" in text), key=text.index)

    return read


@pytest.fixture
def months(ana, colleague, site):
    factories.make_ready_export(ana, site, rows=5, title="March", case_number="AZ 7")
    factories.make_ready_export(colleague, site, rows=9, title="April")
    other = factories.make_site("Other")
    may = factories.make_export(ana, title="May", state="queued")
    factories.make_window(may, other)
    return other


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["May", "April", "March"]),
        ("?whose=mine", ["May", "March"]),
        ("?state=ready", ["April", "March"]),
        ("?state=open", ["May"]),
        ("?q=az+7", ["March"]),
        ("?q=apr&state=open", []),
        ("?sort=title", ["April", "March", "May"]),
        ("?sort=-rows", ["April", "March", "May"]),
        ("?sort=requested_at", ["March", "April", "May"]),
        ("?sort=password", ["May", "April", "March"]),
    ],
)
def test_filters_and_sorting(months, titles, query, found):
    assert titles(query) == found


def test_the_search_finds_what_holds_an_article(ana, site, titles):
    for title, post_id in (("March", "finmb_27444752"), ("April", "finmb_1")):
        export = factories.make_export(ana, title=title)
        factories.make_window(export, site, post_id=post_id)
    assert titles("?q=27444752") == ["March"]


def test_by_site(months, titles):
    assert titles(f"?site={months.pk}") == ["May"]


def test_an_unknown_choice_finds_everything(months, titles):
    assert titles("?state=nonsense&site=999") == ["May", "April", "March"]


def test_a_filter_is_a_chip_that_can_be_removed(months, browser):
    text = browser.get(reverse("exports:list") + "?state=open&q=May").content.decode()
    assert 'href="?q=May"' in text
    assert "Not ended yet" in text


def test_fifty_a_page(ana, browser):
    for number in range(51):
        factories.make_export(ana, title=f"Export number {number}", state="failed")
    first = browser.get(reverse("exports:list")).content.decode()
    second = browser.get(reverse("exports:list") + "?page=2").content.decode()
    assert first.count("<tr data-row") == 50
    assert second.count("<tr data-row") == 1
    assert "51–51 of 51" in second


def test_an_empty_list_says_what_to_do(browser):
    assert "No export yet." in browser.get(reverse("exports:list")).content.decode()


def test_no_match_offers_everything_again(browser, export):
    text = browser.get(reverse("exports:list") + "?q=nothing").content.decode()
    assert "No export matches these filters." in text
