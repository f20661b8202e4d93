"""An editor's three articles: pasted, read, fetched, taken away, and brought up to date."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import MODERATOR, PATIENCE, heading, order_articles, start, state
from tests.sandbox.calls import vendor_of

pytestmark = [pytest.mark.browser, pytest.mark.processes]
WRONG = "https://elsewhere.example/story"
PASTED = ("article-1", "https://daily.example/news/article-2.html", WRONG)
NEWS = (
    {"type": "comment-created", "times": 2},
    {"type": "comment-edited"},
    {"type": "comment-deleted"},
    {"type": "comment-anonymous"},
)


def paste(page: Page, *lines: str) -> None:
    page.get_by_label("Ids or addresses").fill("\n".join(lines))


def merged_rows(page: Page) -> list[dict[str, str]]:
    page.get_by_text("One CSV", exact=True).click()
    with page.expect_download() as taking:
        page.get_by_role("link", name="CSV as stored, one file").click()
    text = Path(taking.value.path()).read_text()
    return list(csv.DictReader(io.StringIO(text)))


def true_ids(vendor, *post_ids: str) -> list[str]:
    rows = (row for post_id in post_ids for row in vendor_of(vendor).truth(post_id=post_id)[1:])
    return sorted(row["id"] for row in rows)


def test_three_pasted_lines_become_one_file_once_the_wrong_one_is_gone(vendor, opens):
    page = opens(MODERATOR)
    page.goto("/exports/new/articles/")
    page.get_by_label("Daily").check()
    paste(page, *PASTED)
    wrong = page.get_by_role("listitem").filter(has_text="elsewhere.example")
    expect(wrong).to_contain_text("does not fit this site's rule")
    page.get_by_role("button", name="Start export").click()
    expect(heading(page)).to_have_text("New export")
    expect(wrong).to_contain_text("does not fit this site's rule")
    paste(page, *PASTED[:2])
    expect(page.locator("#plan")).to_contain_text("about 60 comments")
    start(page)
    expect(state(page)).to_have_text("Ready", timeout=PATIENCE)
    ids = sorted(row["id"] for row in merged_rows(page))
    assert ids == true_ids(vendor, "article-1", "article-2")


def test_an_update_opens_on_exactly_what_is_different(vendor, opens):
    page = opens(MODERATOR)
    order_articles(page, "article-3")
    vendor_of(vendor).append("article-3", *NEWS)
    page.get_by_role("button", name="Update").click()
    expect(page.locator("#changes-title")).to_have_text("5 changes", timeout=PATIENCE)
    counts = page.locator(".change-count").all_inner_texts()
    assert counts == ["2 new", "1 edited", "1 deleted", "1 anonymised"]
    edited = page.locator(".change").filter(has_text="Edited")
    expect(edited.locator(".change-before")).not_to_be_empty()
    assert sorted(row["id"] for row in merged_rows(page)) == true_ids(vendor, "article-3")


def test_a_watch_is_started_and_stopped_where_the_export_is(opens):
    page = opens(MODERATOR)
    order_articles(page, "article-4")
    page.get_by_role("button", name="Watch").click()
    expect(page.get_by_text("Looks every 1 h")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", name="Watching")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Stop watching").click()
    expect(page.get_by_text("Stopped by mia.")).to_be_visible()


def test_an_unknown_article_is_a_success_that_claims_nothing(opens):
    page = opens(MODERATOR)
    order_articles(page, "nobody-knows-this")
    expect(page.locator(".result-words")).to_contain_text("nobody has written, or its id is an")
