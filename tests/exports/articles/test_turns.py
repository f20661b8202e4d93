"""Only so many articles of a spot are read at a time; whoever gives a turn back wakes the next.

What waits is not due at any time, and nothing here makes it due: what ends was woken.
"""

from collections.abc import Callable

import pytest

from exports.models import Export, ExportState, Window, WindowState
from exports.services import cancel, start
from jobs import runner
from jobs.models import Lane
from tests.environment import TOKEN
from tests.exports.articles.asking import asked, asked_for
from tests.exports.rows import make_site, order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def one_turn(settings, vendor) -> None:
    settings.SPOT_TURNS = 1
    vendor.configure(article_events=4)


@pytest.fixture
def meanwhile(monkeypatch):
    """Something that happens while the first article is being read, once."""

    def arrange(happens: Callable[[], object]) -> None:
        def first_time(_: str) -> None:
            monkeypatch.setattr("exports.by_article.reading.failpoint", len)
            happens()

        monkeypatch.setattr("exports.by_article.reading.failpoint", first_time)

    return arrange


def work() -> None:
    runner.work(Lane.BULK)


def many(person, site, number: int) -> Export:
    return asked(person, *((site, f"article-{one}") for one in range(number)))


def state_of(export: Export) -> str:
    export.refresh_from_db()
    return export.state


@pytest.mark.slow
def test_thirty_articles_end_although_other_workers_found_the_spot_busy(meanwhile, ana, site):
    export = many(ana, site, 30)
    meanwhile(work)
    work()
    assert state_of(export) == ExportState.READY


@pytest.mark.slow
def test_a_colleagues_one_article_gets_the_next_turn(meanwhile, vendor, ana, site):
    export = many(ana, site, 40)

    def colleague() -> None:
        work()
        asked(None, (site, "urgent"))
        work()

    meanwhile(colleague)
    work()
    in_turn = list(dict.fromkeys(asked_for(vendor)))
    assert in_turn[:3] == ["article-0", "urgent", "article-1"]
    assert state_of(export) == ExportState.READY


def test_an_article_that_is_refused_hands_its_turn_on(meanwhile, vendor, ana, site):
    first, second = (asked(ana, (site, name)) for name in ("article-1", "article-2"))
    vendor.configure(article_page=2)
    vendor.arm("text-only", "status", code=400, only={"post_id": "article-1"}, skip=1)
    meanwhile(work)
    work()
    assert state_of(first) == ExportState.FAILED
    assert state_of(second) == ExportState.READY


def test_a_cancelled_article_hands_its_turn_on(vendor, ana, site):
    first, second = (asked(ana, (site, name)) for name in ("article-1", "article-2"))
    vendor.arm("text-only", "status", code=500, only={"post_id": "article-1"})
    work()
    assert state_of(second) == ExportState.QUEUED
    cancel(first, ana)
    work()
    assert state_of(second) == ExportState.READY


def test_a_range_that_is_built_hands_its_turn_on(vendor, site):
    vendor.configure(processing_seconds=0)
    first, second = (start(order(site), None)[0] for _ in range(2))
    runner.work(Lane.FAST)
    assert second.windows.get().state == WindowState.WAITING
    while first.windows.get().state == WindowState.PROCESSING:
        Window.objects.filter(export=first).update(due_at=first.requested_at)
        runner.work(Lane.FAST)
    assert first.windows.get().state == WindowState.DOWNLOADING
    assert second.windows.get().state == WindowState.PROCESSING


def test_other_sites_do_not_wait(meanwhile, vendor, ana, site):
    vendor.sandbox.spots.keep("sp_Weekly01", TOKEN, enabled=True)
    asked(ana, (site, "article-1"))
    other = asked(ana, (make_site("The Weekly", "sp_Weekly01"), "article-1"))
    seen = []

    def look() -> None:
        work()
        seen.append(state_of(other))

    meanwhile(look)
    work()
    assert seen == [ExportState.READY]
