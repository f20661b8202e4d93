"""What one article's file holds is what the vendor knows, however the vendor reads its document."""

import pytest

from exports.models import ExportState, Grade, StoredFile
from providers.sandbox.texts import HOSTILE
from tests.exports.articles.asking import (
    asked,
    asked_for,
    ended,
    etags,
    events,
    found,
    names,
    rows,
    story,
    text_of,
)

pytestmark = pytest.mark.django_db(transaction=True)

ARTICLE = "article-1"


def test_it_ends_ready_with_exactly_the_vendors_truth(sandbox, article):
    ended(article)
    window = article.windows.get()
    assert article.state == ExportState.READY
    assert rows(article) == sandbox.rows()
    assert (window.received_rows, window.grade) == (len(sandbox.rows()), Grade.WHOLE)
    assert names(article) == [
        "comments.csv",
        "events.jsonl",
        "answers/0001.json.gz",
        "answers/0002.json.gz",
    ]


def test_each_event_is_in_it_once_as_it_came(sandbox, article):
    ended(article)
    assert events(article) == sandbox.feed(ARTICLE)["events"]
    assert found(article).events == 60


@pytest.mark.slow
@pytest.mark.parametrize("page", [1, 7, 1000])
@pytest.mark.parametrize("users", ["before", "after"])
def test_pages_and_their_order_change_nothing(vendor, sandbox, article, page, users):
    vendor.configure(article_page=page, article_users=users)
    ended(article)
    asked_from = etags(vendor)
    vendor.configure(article_page=0)
    assert rows(article) == sandbox.rows()
    assert events(article) == sandbox.feed(ARTICLE)["events"]
    assert asked_from == sorted(set(asked_from), key=int)


@pytest.mark.parametrize("reading", ["last_event", "head"])
def test_a_number_of_comments_asks_once_and_is_said(vendor, sandbox, ana, site, reading):
    vendor.configure(article_new_etag=reading)
    export = ended(asked(ana, (site, ARTICLE), count=5))
    assert [one["asked"]["count"] for one in vendor.requests("text-only")] == ["5"]
    assert len(events(export)) == 5
    assert export.title.startswith("First 5 comments of article article-1")
    assert "Only the first 5, the oldest, as asked" in story(export)


def test_fewer_comments_than_asked_for_are_explained(vendor, ana, site):
    export = ended(asked(ana, (site, ARTICLE), count=20))
    assert len(rows(export)) < 20 == len(events(export))
    assert "OpenWeb counted edits and deletions as well." in story(export)


def test_no_events_are_a_success_that_claims_no_reason(vendor, ana, site):
    export = ended(asked(ana, (site, "nobody/wrote")))
    assert export.state == ExportState.READY
    assert rows(export) == events(export) == []
    said = "OpenWeb has no comments under “nobody/wrote”: nobody has written, or its id is another."
    assert said in story(export)
    assert "data-post-id" in story(export)


def test_kinds_that_no_document_names_are_counted_and_kept(vendor, sandbox, article):
    vendor.configure(article_unknown_events=True)
    ended(article)
    assert rows(article) == sandbox.rows()
    assert set(found(article).skipped) == {"comment-pinned", "conversation-closed"}
    assert "do not name (comment-pinned, conversation-closed)" in story(article)
    assert "comment-pinned" in text_of(article, "events.jsonl")


@pytest.mark.parametrize("form", ["text", "seconds", "iso"])
def test_times_are_utc_in_whatever_form_they_came(vendor, article, form):
    vendor.configure(article_times=form)
    ended(article)
    window = article.windows.get()
    assert window.first_row_at.isoformat() in text_of(article, "comments.csv").replace(
        "Z", "+00:00"
    )
    assert window.first_row_at <= window.last_row_at


def test_hostile_text_stays_as_it_came(sandbox, article):
    sandbox.keep(ARTICLE, 1200)
    ended(article)
    assert set(HOSTILE) <= {row["content"] for row in rows(article)}
    assert rows(article) == sandbox.rows()


def test_an_id_that_needs_escaping_is_asked_for_as_it_is(vendor, sandbox, ana, site):
    post_id = "news/2026?id=1&x=a b"
    sandbox.append(post_id, {"type": "comment-created", "times": 2})
    export = ended(asked(ana, (site, post_id)))
    assert set(asked_for(vendor)) == {post_id}
    assert len(rows(export)) == 2


@pytest.mark.parametrize("page", [0, 10])
def test_comments_of_another_spot_end_it_before_anything_is_published(vendor, article, page):
    vendor.configure(foreign_spot="sp_Other001", article_page=page)
    ended(article)
    assert article.state == ExportState.FAILED
    assert "sp_Other001" in article.windows.get().message
    assert not StoredFile.objects.exists()


def test_a_counter_that_does_not_answer_is_left_out_quietly(vendor, article):
    vendor.configure(messages_count=False)
    ended(article)
    assert article.state == ExportState.READY
    assert found(article).expected is None
