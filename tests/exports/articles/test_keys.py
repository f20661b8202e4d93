"""A refused key holds articles, and they take turns again once it is mended."""

import pytest
from django.utils import timezone

from credentials.services import replace_key
from exports.models import ExportState, Window, WindowState
from jobs import runner
from jobs.models import Lane
from tests.exports.articles.asking import asked, asked_for, etags, rows
from tests.exports.moving import move_until_ended, move_until_state

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_good_key_sets_it_going_by_itself(vendor, sandbox, article, site, ana):
    replace_key(site, "a wrong token", ana)
    move_until_state(article, ExportState.WAITING_FOR_ADMIN)
    assert "key" in article.windows.get().message
    replace_key(site, vendor.token, ana)
    move_until_ended(article)
    assert article.state == ExportState.READY
    assert rows(article) == sandbox.rows()


def test_a_key_refused_in_the_middle_goes_on_where_it_was(vendor, sandbox, article, site):
    vendor.configure(article_page=20)
    vendor.arm("text-only", "status", code=401, skip=2, times=1)
    move_until_state(article, ExportState.WAITING_FOR_ADMIN)
    replace_key(site, vendor.token, None)
    move_until_ended(article)
    assert rows(article) == sandbox.rows()
    assert len(etags(vendor)) == len(set(etags(vendor))) + 1


def test_articles_that_were_held_do_not_all_ask_at_once(vendor, ana, site, settings, monkeypatch):
    settings.SPOT_TURNS = 2
    export = asked(ana, *((site, f"article-{number}") for number in range(6)))
    replace_key(site, "a wrong token", ana)
    runner.work(Lane.BULK)
    assert set(export.windows.values_list("state", flat=True)) == {WindowState.HELD}
    assert not any(one.startswith("article-") for one in asked_for(vendor))
    at_a_time = []

    def count(_: str) -> None:
        at_a_time.append(Window.objects.filter(state=WindowState.DOWNLOADING).count())
        if len(at_a_time) == 1:
            runner.work(Lane.BULK)  # another worker, while this one is reading

    monkeypatch.setattr("exports.by_article.reading.failpoint", count)
    replace_key(site, vendor.token, ana)
    Window.objects.update(due_at=timezone.now())
    move_until_ended(export)
    assert export.state == ExportState.READY
    assert max(at_a_time) == 2
