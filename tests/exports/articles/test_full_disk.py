"""A disk that is full or takes nothing delays an article, and what was fetched stays."""

import errno

import pytest

from exports.models import ExportState, Window, WindowState
from jobs import runner
from jobs.models import Lane
from providers.openweb.article_folder import ArticleFolder
from providers.openweb.replay import Replay
from tests.exports.articles.asking import etags, rows
from tests.exports.moving import move_until_ended, move_until_state

pytestmark = pytest.mark.django_db(transaction=True)

FULL = OSError(errno.ENOSPC, "full")


def no_room(*_, **__) -> None:
    raise FULL


def full_for_a_while(monkeypatch, where: type, method: str) -> None:
    monkeypatch.setattr(where, method, no_room)
    runner.work(Lane.BULK)
    monkeypatch.undo()


def test_a_reserve_that_is_not_free_waits_with_a_sentence_and_goes_on(
    vendor, sandbox, article, settings
):
    settings.DISK_RESERVE_BYTES = 10**18
    move_until_state(article, ExportState.RUNNING, until=lambda w: "nearly full" in w.message)
    settings.DISK_RESERVE_BYTES = 0
    move_until_ended(article)
    assert rows(article) == sandbox.rows()
    assert len(etags(vendor)) == 2


@pytest.mark.parametrize(
    ("where", "method"), [(Replay, "_apply"), (ArticleFolder, "_answer"), (ArticleFolder, "pack")]
)
def test_a_write_that_fails_is_named_and_tried_again(sandbox, article, monkeypatch, where, method):
    full_for_a_while(monkeypatch, where, method)
    window = Window.objects.get()
    assert window.state == WindowState.DOWNLOADING
    assert "The disk could not be written: No space left on device" in window.message
    move_until_ended(article)
    assert article.state == ExportState.READY
    assert rows(article) == sandbox.rows()


def test_a_disk_that_fills_while_packing_asks_for_nothing_again(
    vendor, sandbox, article, monkeypatch
):
    full_for_a_while(monkeypatch, ArticleFolder, "pack")
    move_until_ended(article)
    assert len(etags(vendor)) == 2


@pytest.mark.parametrize("place", ["spool", "kept"])
def test_a_disk_that_takes_nothing_at_all_is_named(vendor, article, tmp_path, place):
    (tmp_path / place).write_text("a file where a folder should be")
    runner.work(Lane.BULK)
    assert "The disk could not be written" in Window.objects.get().message
    (tmp_path / place).unlink()
    move_until_ended(article)
    assert article.state == ExportState.READY


def test_a_state_that_outgrows_its_disk_goes_on(vendor, sandbox, article, monkeypatch):
    """What SQLite itself says when it cannot grow."""
    prepare = Replay._prepare

    def small(self, earlier) -> None:
        prepare(self, earlier)
        self._database.execute("PRAGMA max_page_count = 12")

    sandbox.keep("article-1", 2000)
    monkeypatch.setattr(Replay, "_prepare", small)
    runner.work(Lane.BULK)
    assert "No space left on device" in Window.objects.get().message
    monkeypatch.undo()
    move_until_ended(article)
    assert rows(article) == sandbox.rows()
