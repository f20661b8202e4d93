"""An update whose earlier copy is gone, missing or damaged by the time that it is read."""

import pytest
from django.utils import timezone

from exports.by_article.order import update_of
from exports.models import Export, ExportState, StoredFile
from exports.services import delete, repeat, retry, start
from jobs import runner
from jobs.models import Lane
from tests.exports.articles.asking import (
    archives,
    asked,
    changes,
    ended,
    etags,
    names,
    rows,
    story,
)

pytestmark = pytest.mark.django_db(transaction=True)

ANEW = "No earlier copy was there to compare with, so all was fetched anew."


@pytest.fixture
def first(vendor, article) -> Export:
    return ended(article)


@pytest.fixture
def update(first, ana) -> Export:
    """Asked for, and not yet begun."""
    return start(update_of(first), ana)[0]


def remove(export: Export, how: str) -> None:
    if how == "deleted":
        delete(export, None)
    elif how == "retention":
        StoredFile.objects.update(removed_at=timezone.now())
    else:
        archives(export)[0].unlink()


@pytest.mark.parametrize("how", ["deleted", "retention", "lost"])
def test_without_it_all_is_fetched_anew_and_it_says_so(vendor, sandbox, first, update, how):
    remove(first, how)
    ended(update)
    assert update.state == ExportState.READY
    assert rows(update) == sandbox.rows()
    assert "changes.csv" not in names(update)
    assert ANEW in story(update)
    assert etags(vendor)[2:] == ["0", etags(vendor)[1]]


def test_gone_in_the_middle_it_is_missed_only_in_the_comparison(vendor, sandbox, first, update):
    vendor.arm("text-only", "status", code=500)
    runner.work(Lane.BULK)
    delete(first, None)
    ended(update)
    assert rows(update) == sandbox.rows()
    assert ANEW in story(update)


@pytest.mark.parametrize("harm", ["cut", "changed", "emptied"])
def test_a_damaged_one_ends_it_with_a_sentence_and_same_again_helps(
    vendor, sandbox, first, update, ana, harm
):
    path = archives(first)[0]
    data = path.read_bytes()
    at = data.index(b"answers/0001.json.gz") + 200
    changed = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
    path.write_bytes({"cut": data[:-100], "changed": changed, "emptied": b""}[harm])
    ended(update)
    assert update.state == ExportState.FAILED
    assert "The file of the earlier copy is damaged" in update.windows.get().message
    assert "Same again" in update.windows.get().message
    again, _ = repeat(update, ana)
    assert rows(ended(again)) == sandbox.rows()


def test_a_damaged_one_is_not_read_over_and_over(vendor, first, update):
    archives(first)[0].write_bytes(b"no zip")
    runner.work(Lane.BULK)
    update.refresh_from_db()
    assert update.state == ExportState.FAILED
    assert len(etags(vendor)) == 2


def test_articles_that_the_earlier_copy_lacks_are_fetched_whole(vendor, sandbox, ana, site):
    vendor.arm("text-only", "status", code=400, only={"post_id": "article-2"})
    first = ended(asked(ana, (site, "article-1"), (site, "article-2")))
    assert first.state == ExportState.INCOMPLETE
    update = ended(start(update_of(first), ana)[0])
    assert update.state == ExportState.READY
    assert changes(update) == []
    assert rows(update, at=1) == sandbox.rows("article-2")
    assert ANEW in story(update)


def test_retry_of_an_update_compares_with_the_earlier_copy(vendor, sandbox, first, update, ana):
    vendor.arm("text-only", "status", code=400)
    ended(update)
    sandbox.append("article-1", {"type": "comment-created"})
    retry(update, ana)
    ended(update)
    assert len(changes(update)) == 1
