"""A watch looks by itself and keeps a new copy only when there is news."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from exports import services
from exports.by_article.order import Article, ArticleOrder
from exports.models import Export, ExportState, Watch
from exports.services import Refused
from jobs import runner
from jobs.models import Lane
from tests.exports.moving import move_until_ended
from tests.sandbox.calls import vendor_of

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


@pytest.fixture
def copy(vendor, site, ana) -> Export:
    export, _ = services.start(ArticleOrder.of([Article(site, "article-1")]), ana)
    move_until_ended(export)
    return export


@pytest.fixture
def watch(copy, ana) -> Watch:
    return services.watch(copy, HOUR, timezone.now() + timedelta(days=1), ana)


def look(watch: Watch) -> Watch:
    """The next look, now."""
    Watch.objects.filter(pk=watch.pk).update(due_at=timezone.now())
    runner.work(Lane.BULK)
    watch.refresh_from_db()
    return watch


def write(vendor) -> None:
    """Somebody comments."""
    calls = vendor_of(vendor)
    calls.append("article-1", {"type": "comment-created"})


def test_without_news_there_is_no_new_copy(watch):
    look(watch)
    assert Export.objects.count() == 1
    assert watch.looked_at
    assert watch.due_at > timezone.now() + HOUR / 2


def test_the_audit_tells_what_a_watch_ordered_from_what_its_owner_did(watch, vendor):
    write(vendor)
    look(watch)
    started = AuditEvent.objects.filter(action="started an export").order_by("pk")
    assert [event.details for event in started] == [{}, {"ordered": "by a watch"}]


def test_news_make_a_new_copy_with_which_the_watch_goes_on(watch, copy, vendor):
    write(vendor)
    look(watch)
    newest = Export.objects.get(continues=copy)
    move_until_ended(newest)
    assert (newest.state, watch.export) == (ExportState.READY, newest)
    assert newest.windows.get().findings["changes"] == {"new": 1}
    look(watch)
    assert Export.objects.count() == 2


def test_a_copy_that_is_still_on_its_way_is_waited_for(watch, copy, vendor):
    write(vendor)
    look(watch)
    look(watch)
    assert Export.objects.count() == 2


def test_it_ends_with_its_time(watch):
    Watch.objects.update(until=timezone.now())
    assert look(watch).ended_at
    assert watch.message == "Its time is over."


def test_it_ends_when_its_person_may_no_longer_start_exports(watch, ana):
    ana.groups.clear()
    assert "ana may no longer start exports" in look(watch).message
    assert watch.ended_at


def test_a_vendor_that_fails_is_looked_at_again_later(watch, vendor):
    vendor.arm("text-only", "status", code=503)
    look(watch)
    assert (watch.ended_at, watch.looked_at) == (None, None)
    assert watch.message
    assert look(watch).message == ""


def test_one_export_has_one_watch(watch, copy, ana):
    with pytest.raises(Refused, match="watched already"):
        services.watch(copy, HOUR, timezone.now() + HOUR, ana)


def test_stopped_it_looks_no_more(watch, ana):
    services.stop_watch(watch, ana)
    watch.refresh_from_db()
    assert (watch.due_at, watch.message) == (None, "Stopped by ana.")


@pytest.mark.parametrize("days", [0, 91, -1])
def test_it_needs_an_end_within_ninety_days(copy, ana, days):
    with pytest.raises(Refused, match="90 days"):
        services.watch(copy, HOUR, timezone.now() + timedelta(days=days), ana)


def test_an_update_that_failed_is_tried_again_from_the_copy_before(watch, copy, vendor):
    write(vendor)
    look(watch)
    Export.objects.get(continues=copy).windows.update(state="failed", due_at=None)
    Export.objects.filter(continues=copy).update(state=ExportState.FAILED)
    look(watch)
    assert Export.objects.filter(continues=copy).count() == 2


def test_with_a_count_there_is_nothing_to_watch(vendor, site, ana):
    order = ArticleOrder.of([Article(site, "article-1")], count=5)
    export, _ = services.start(order, ana)
    move_until_ended(export)
    with pytest.raises(Refused, match="first comments only"):
        services.watch(export, HOUR, timezone.now() + HOUR, ana)
