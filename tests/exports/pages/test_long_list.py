"""A list longer than anybody counts."""

import pytest
from django.urls import reverse

from exports import paging
from exports.models import Export
from tests.exports import factories


@pytest.fixture
def read(ana, browser, monkeypatch):
    """A hundred and twenty exports, of which only so many are counted beyond a page's beginning."""
    monkeypatch.setattr(paging, "COUNTED", 100)
    export = factories.make_export(ana, state="failed")
    one = {field.attname: getattr(export, field.attname) for field in Export._meta.concrete_fields}
    Export.objects.bulk_create(Export(**one | {"id": None}) for _ in range(119))

    def text(page):
        return browser.get(reverse("exports:list") + f"?page={page}").content.decode()

    return text


def test_the_first_page_says_that_there_are_more(read):
    assert "1–50 of more than 100" in read(1)


def test_pages_go_on_behind_what_was_counted(read):
    assert "page=3" in read(2)
    assert "101–120 of 120" in read(3)


@pytest.mark.parametrize("page", ["99", "9" * 30, "²"])
def test_beyond_the_end_is_the_last_page_and_nonsense_the_first(read, page):
    assert ("101–120 of 120" if page.isdecimal() else "1–50 of") in read(page)
