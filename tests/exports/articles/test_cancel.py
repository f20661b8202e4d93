"""Cancelling an article, whatever is happening to it."""

import pytest

from exports import spool
from exports.models import ExportState, StoredFile
from exports.services import cancel, retry
from exports.tasks import sweep
from jobs import runner, stopping
from jobs.models import Lane
from tests.exports.articles.asking import asked, ended, etags, rows

pytestmark = pytest.mark.django_db(transaction=True)

READING = "exports.by_article.reading"


@pytest.fixture
def at(sandbox, article, monkeypatch):
    """Something that happens at a point while the article is read."""
    sandbox.keep("article-1", 5000)
    monkeypatch.setattr(f"{READING}.NOTE_SECONDS", 0)

    def arrange(point: str, happens) -> None:
        def reached(name: str) -> None:
            if name == point:
                monkeypatch.setattr(f"{READING}.failpoint", len)
                happens()

        monkeypatch.setattr(f"{READING}.failpoint", reached)
        runner.work(Lane.BULK)
        article.refresh_from_db()

    return arrange


@pytest.mark.parametrize("point", ["mid_download", "answer_kept", "mid_packing"])
def test_in_the_middle_it_ends_at_the_next_look(at, article, ana, point):
    at(point, lambda: cancel(article, ana))
    assert article.state == ExportState.CANCELLED
    assert not StoredFile.objects.exists()
    assert not spool.folder_of(article.windows.get()).exists()


def test_retry_after_it_brings_the_whole_article(sandbox, at, article, ana):
    at("mid_download", lambda: cancel(article, ana))
    retry(article, ana)
    assert rows(ended(article)) == sandbox.rows()


def test_between_two_tries_it_ends_at_once_and_is_swept(vendor, article, ana):
    vendor.arm("text-only", "status", code=500)
    runner.work(Lane.BULK)
    cancel(article, ana)
    article.refresh_from_db()
    assert article.state == ExportState.CANCELLED
    assert spool.folder_of(article.windows.get()).exists()
    sweep()
    assert not spool.folder_of(article.windows.get()).exists()


def test_articles_that_are_here_already_stay(vendor, sandbox, ana, site):
    export = asked(ana, (site, "article-2"), (site, "article-1"))
    vendor.arm("text-only", "status", code=500, only={"post_id": "article-1"})
    runner.work(Lane.BULK)
    cancel(export, ana)
    export.refresh_from_db()
    assert export.state == ExportState.CANCELLED
    assert rows(export) == sandbox.rows("article-2")


def test_a_shutdown_gives_it_back_and_it_goes_on_without_asking_again(
    vendor, sandbox, at, article, monkeypatch
):
    at("answer_kept", lambda: monkeypatch.setattr(stopping, "asked", lambda: True))
    window = article.windows.get()
    assert (window.state, window.lease_token, window.lost_owners) == ("downloading", None, 0)
    monkeypatch.setattr(stopping, "asked", lambda: False)
    assert rows(ended(article)) == sandbox.rows()
    assert len(etags(vendor)) == 2
