"""A worker that was frozen over an article and wakes up after another one took it over."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from exports.models import Export, ExportState, Part, StoredFile, Window
from exports.services import cancel, delete, retry
from exports.tasks import sweep
from jobs import runner
from jobs.models import Lane
from tests.exports.articles.asking import etags, events, rows, story
from tests.exports.moving import move_until_ended, take_over

pytestmark = pytest.mark.django_db(transaction=True)

READING = "exports.by_article.reading.failpoint"
POINTS = [
    (READING, "answer_kept"),
    (READING, "mid_download"),
    (READING, "mid_packing"),
    ("exports.runner.bulk.failpoint", "before_publish"),
]


def stored() -> list[Path]:
    return [path for path in Path(default_storage.path("")).rglob("*") if path.is_file()]


@pytest.fixture
def frozen_at(vendor, sandbox, article, monkeypatch):
    """A worker freezes at the point; something happens; it wakes up and ends its work."""
    sandbox.keep("article-1", 5000)

    def freeze(point: tuple[str, str], happens: Callable[[], object]) -> None:
        where, name = point
        met = []

        def frozen(reached: str) -> None:
            if reached == name:
                met.append(reached)
                monkeypatch.setattr(where, len)
                take_over()
                happens()

        monkeypatch.setattr(where, frozen)
        runner.work(Lane.BULK)
        assert met

    return freeze


def other_worker() -> None:
    runner.work(Lane.BULK)


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS, ids=lambda point: point[1])
def test_it_writes_nothing_over_what_was_stored_meanwhile(
    vendor, sandbox, frozen_at, article, point
):
    seen = []

    def other() -> None:
        other_worker()
        seen.extend([Window.objects.values().get(), StoredFile.objects.values().get()])

    frozen_at(point, other)
    assert [Window.objects.values().get(), StoredFile.objects.values().get()] == seen
    assert Export.objects.get().state == ExportState.READY
    assert rows(article) == sandbox.rows()
    assert len(events(article)) == 5000
    assert len(stored()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS, ids=lambda point: point[1])
def test_what_it_leaves_in_the_spool_is_swept(frozen_at, article, settings, point):
    frozen_at(point, other_worker)
    sweep()
    assert not list(settings.SPOOL_DIR.iterdir())


def test_each_owner_that_lives_keeps_what_it_fetched_beside_a_frozen_one(
    vendor, sandbox, frozen_at, article
):
    """The second owner's answers are not asked for a third time."""
    vendor.configure(article_page=2000)

    def gives_up() -> None:
        vendor.arm("text-only", "status", code=500, skip=2, times=1)
        other_worker()
        take_over()
        other_worker()

    frozen_at((READING, "answer_kept"), gives_up)
    assert Export.objects.get().state == ExportState.READY
    assert etags(vendor)[0] == "0"
    assert etags(vendor).count("0") == 2


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point[1])
def test_it_is_quiet_when_the_export_is_gone(frozen_at, article, ana, caplog, point):
    def stopped_and_deleted() -> None:
        cancel(article, ana)
        delete(article, ana)

    frozen_at(point, stopped_and_deleted)
    assert not Export.objects.exists()
    assert not stored()
    assert "a step failed" not in caplog.text


def test_one_that_died_is_told_in_the_log(vendor, article):
    now = timezone.now()
    held = {"lease_token": uuid4(), "due_at": now, "deadline_at": now + timedelta(hours=1)}
    Window.objects.update(state="downloading", **held)
    move_until_ended(article)
    assert "A worker stopped in the middle of this article." in story(article)
    assert Export.objects.get().state == ExportState.READY


def test_it_leaves_nothing_for_the_attempt_that_follows(sandbox, frozen_at, article, ana):
    def stopped_and_asked_again() -> None:
        cancel(article, ana)
        retry(article, ana)

    frozen_at((READING, "answer_kept"), stopped_and_asked_again)
    assert not Part.objects.exclude(bytes_done=0).exclude(state="stored").exists()
    move_until_ended(article)
    assert rows(article) == sandbox.rows()
