"""An update is a new export that goes on where an earlier one ended, and says what is different."""

from collections import Counter

import pytest

from exports.by_article.order import update_of
from exports.models import ExportState
from exports.services import Refused, start
from providers.openweb.comments import Kind
from tests.exports.articles.asking import (
    Row,
    archives,
    asked,
    changes,
    ended,
    etags,
    events,
    found,
    names,
    rows,
    story,
    text_of,
    updated,
)

pytestmark = pytest.mark.django_db(transaction=True)

LATER = (
    {"type": "comment-created", "times": 2},
    {"type": "reply-created"},
    {"type": "comment-edited", "content": "=HYPERLINK(1)"},
    {"type": "comment-deleted"},
    {"type": "reply-deleted"},
    {"type": "reply-anonymous"},
)


def differences(before: list[Row], after: list[Row]) -> Counter[tuple[str, str, str]]:
    """Kind, id and text before of everything that is not as it was."""
    known = {row["id"]: row for row in before}
    found: Counter[tuple[str, str, str]] = Counter()
    for row in after:
        was = known.get(row["id"])
        if was is None:
            found[Kind.NEW, row["id"], ""] += 1
            continue
        if row["content"] != was["content"]:
            found[Kind.EDITED, row["id"], was["content"]] += 1
        if row["deleted"] > was["deleted"]:
            found[Kind.DELETED, row["id"], ""] += 1
        if row["anonymous"] > was["anonymous"]:
            found[Kind.ANONYMISED, row["id"], ""] += 1
    return found


def told(export) -> Counter[tuple[str, str, str]]:
    return Counter((one.kind, one.comment.id, one.before) for one in changes(export))


@pytest.fixture
def first(vendor, article):
    return ended(article)


def test_its_changes_are_exactly_the_differences(sandbox, first, ana):
    before = sandbox.rows()
    sandbox.append("article-1", *LATER)
    update = updated(first, ana)
    expected = differences(before, sandbox.rows())
    assert {kind for kind, *_ in expected} == set(Kind)
    assert told(update) == expected
    assert found(update).changes == Counter(kind for kind, *_ in expected.elements())


def test_it_holds_the_whole_article_and_asks_only_for_what_is_new(vendor, sandbox, first, ana):
    end = str(found(first).etag)
    sandbox.append("article-1", *LATER)
    update = updated(first, ana)
    asked_from = etags(vendor)
    assert rows(update) == sandbox.rows()
    assert events(update) == sandbox.feed("article-1")["events"]
    assert asked_from == ["0", end, end, str(found(update).etag)]
    assert update.title.startswith("Update: Comments of article article-1")


@pytest.mark.parametrize("page", [0, 3])
def test_an_update_of_an_update_goes_on_from_there(vendor, sandbox, first, ana, page):
    vendor.configure(article_page=page)
    sandbox.append("article-1", *LATER)
    second = updated(first, ana)
    before = sandbox.rows()
    sandbox.append("article-1", *LATER)
    third = updated(second, ana)
    assert told(third) == differences(before, sandbox.rows())
    assert rows(third) == sandbox.rows()
    vendor.configure(article_page=0)
    assert events(third) == sandbox.feed("article-1")["events"]


def test_an_update_without_news_changes_nothing(first, ana):
    update = updated(first, ana)
    assert update.state == ExportState.READY
    assert changes(update) == []
    assert text_of(update, "comments.csv") == text_of(first, "comments.csv")
    assert [name for name in names(update) if name != "changes.csv"] == names(first)


def test_the_first_comment_of_an_article_is_found_by_an_update(sandbox, ana, site):
    empty = ended(asked(ana, (site, "quiet")))
    sandbox.append("quiet", {"type": "comment-created"})
    update = updated(empty, ana)
    assert [one.kind for one in changes(update)] == [Kind.NEW]
    assert "No comments" not in story(update)


def test_the_earlier_copy_stays_as_it_is(sandbox, first, ana):
    before = archives(first)[0].read_bytes()
    sandbox.append("article-1", *LATER)
    updated(first, ana)
    assert archives(first)[0].read_bytes() == before


def test_an_update_while_another_runs_shows_that_one(first, ana):
    order = update_of(first)
    running, is_new = start(order, ana)
    assert (start(order, ana), is_new) == ((running, False), True)


def test_a_copy_of_the_first_comments_cannot_be_updated(vendor, ana, site):
    with pytest.raises(Refused, match="first comments only"):
        update_of(ended(asked(ana, (site, "article-1"), count=5)))
