"""Whatever passes delays an article; what does not pass ends it with a sentence."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from exports import spool
from exports.models import ExportState, StoredFile, Window, WindowState
from jobs import runner
from jobs.models import Lane
from providers.network import Network
from tests.exports.articles.asking import ended, etags, events, rows
from tests.exports.moving import move_until_ended, skip_pauses

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pages(vendor) -> None:
    vendor.configure(article_page=20)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(timezone.now()) as clock:
        yield clock


def try_for(minutes: int, clock: time_machine.Traveller) -> Window:
    """A worker's tries within so many minutes, one a minute."""
    for _ in range(minutes):
        skip_pauses()
        runner.work(Lane.BULK)
        clock.shift(60)
    return Window.objects.get()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "details"),
    [
        ("status", {"code": 500}),
        ("status", {"code": 429, "retry_after": 1}),
        ("garbage", {}),
        ("html", {}),
        ("cut_json", {}),
        ("truncate", {}),
        ("reset", {}),
        ("reset", {"after_bytes": 3000}),
    ],
)
@pytest.mark.parametrize("skip", [0, 1])
@pytest.mark.usefixtures("pages")
def test_a_passing_fault_costs_one_more_answer_and_nothing_else(
    vendor, sandbox, article, kind, details, skip
):
    vendor.arm("text-only", kind, times=1, skip=skip, **details)
    move_until_ended(article)
    asked = etags(vendor)
    assert article.state == ExportState.READY
    assert len(asked) == len(set(asked)) + 1
    assert rows(article) == sandbox.rows()
    assert len(events(article)) == 60


def test_a_vendor_that_falls_silent_is_asked_again(vendor, sandbox, article, monkeypatch):
    impatient = Network(file_read_timeout=0.2)
    monkeypatch.setattr("credentials.network.network", lambda: impatient)
    vendor.arm("text-only", "hang", times=1)
    assert rows(ended(article)) == sandbox.rows()
    assert len(etags(vendor)) == 3


def test_a_vendor_that_asks_for_patience_gets_it(vendor, article):
    vendor.arm("text-only", "status", code=429, retry_after=3600)
    runner.work(Lane.BULK)
    window = Window.objects.get()
    assert window.due_at > timezone.now() + timedelta(minutes=59)
    assert window.deadline_at > window.due_at
    assert "fewer requests" in window.message


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "details"),
    [("status", {"code": 503}), ("cut_json", {}), ("reset", {"after_bytes": 3000})],
)
def test_fifteen_minutes_without_news_end_it(vendor, article, clock, kind, details):
    vendor.arm("text-only", kind, times=-1, **details)
    assert try_for(14, clock).state == WindowState.DOWNLOADING
    window = try_for(3, clock)
    assert window.state == WindowState.FAILED
    assert "Press Retry later" in window.message
    assert not StoredFile.objects.exists()


@pytest.mark.usefixtures("pages")
def test_each_answer_that_is_kept_gives_fifteen_minutes_more(vendor, article, clock):
    vendor.arm("text-only", "status", code=503, times=10)
    try_for(10, clock)
    vendor.arm("text-only", "status", code=503, times=10, skip=1)
    assert try_for(10, clock).state == WindowState.DOWNLOADING
    move_until_ended(article)
    assert article.state == ExportState.READY


@pytest.mark.parametrize(("code", "words"), [(400, "refused this request"), (404, "not know")])
def test_what_the_vendor_refuses_for_good_ends_it_at_once(vendor, article, code, words):
    vendor.arm("text-only", "status", code=code)
    ended(article)
    assert article.state == ExportState.FAILED
    assert words in article.windows.get().message
    assert len(etags(vendor)) == 1


def test_a_worker_that_crashes_over_an_article_each_time_ends_it(
    vendor, article, clock, monkeypatch
):
    def broken(*_, **__):
        raise RuntimeError("a bug")

    monkeypatch.setattr("exports.by_article.reading.verdict_on", broken)
    window = try_for(7, clock)
    assert window.state == WindowState.FAILED
    assert "several times" in window.message
    assert len(etags(vendor)) == 2


@pytest.mark.usefixtures("pages")
def test_a_working_copy_that_was_damaged_between_two_tries_is_made_anew(vendor, sandbox, article):
    vendor.arm("text-only", "status", code=500, skip=1, times=1)
    runner.work(Lane.BULK)
    [state] = spool.folder_of(Window.objects.get()).rglob("state.sqlite")
    state.write_bytes(b"not a database" * 1000)
    move_until_ended(article)
    assert rows(article) == sandbox.rows()
    assert len(events(article)) == 60
