"""A watch that cannot go on says why, and neither asks nor orders for ever."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from exports import services
from exports.by_article import watching
from exports.models import Export, ExportState, Watch
from exports.services import Refused
from jobs import runner
from jobs.models import Lane
from jobs.services import LeaseLost, claim
from tests.exports.articles.asking import asked, asked_for, ended

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)
CREATED = {"type": "comment-created"}


@pytest.fixture
def copy(vendor, site, ana) -> Export:
    return ended(asked(ana, (site, "article-1"), (site, "article-2")))


@pytest.fixture
def watch(copy, ana) -> Watch:
    return begun(copy, ana)


def begun(export, person) -> Watch:
    return services.watch(export, HOUR, timezone.now() + timedelta(days=1), person)


def look(watch: Watch) -> Watch:
    """The next look, now."""
    Watch.objects.filter(pk=watch.pk, ended_at=None).update(due_at=timezone.now())
    runner.work(Lane.BULK)
    watch.refresh_from_db()
    return watch


def look_alone(watch: Watch) -> Watch:
    """The next look, before what it orders is begun."""
    Watch.objects.filter(pk=watch.pk).update(due_at=timezone.now() - HOUR)
    lease = claim(Lane.BULK)
    assert lease
    watching.step(lease)
    watch.refresh_from_db()
    return watch


def fail(exports) -> None:
    for export in exports:
        export.windows.update(state="failed", due_at=None)
    exports.update(state=ExportState.FAILED)


def test_an_article_in_trouble_does_not_hide_the_news_of_another(watch, copy, vendor, sandbox):
    sandbox.append("article-2", CREATED)
    vendor.arm("text-only", "garbage", only={"post_id": "article-1"})
    look(watch)
    assert Export.objects.filter(continues=copy).exists()


def test_a_site_that_is_switched_off_is_not_asked(watch, site, vendor):
    site.is_active = False
    site.save()
    before = len(asked_for(vendor))
    assert "switched off" in look(watch).message
    assert len(asked_for(vendor)) == before


def test_an_article_that_is_not_in_the_copy_is_not_passed_over_in_silence(watch, copy):
    copy.windows.filter(post_id="article-2").update(state="failed")
    assert "1 of 2 articles is not in the copy yet" in look(watch).message
    copy.windows.update(state="stored")
    assert look(watch).message == ""


def test_three_updates_without_data_are_enough(watch, copy, sandbox):
    sandbox.append("article-1", CREATED)
    for _ in range(5):
        look(watch)
        fail(copy.updates.all())
    assert copy.updates.count() == 3
    assert watch.ended_at
    assert "3 updates ended without data" in watch.message


def test_a_watch_deleted_while_a_worker_has_it_is_let_go(watch, copy, ana):
    Watch.objects.update(due_at=timezone.now())
    lease = claim(Lane.BULK)
    assert lease
    services.delete(copy, ana)
    with pytest.raises(LeaseLost):
        watching.step(lease)


def test_a_watch_that_stands_on_a_failed_update_is_not_begun_again(watch, copy, sandbox, ana):
    sandbox.append("article-1", CREATED)
    look(watch)
    with pytest.raises(Refused, match="newer copy exists"):
        begun(copy, ana)
    fail(copy.updates.all())
    with pytest.raises(Refused, match="watched already"):
        begun(copy, ana)


def test_of_two_watches_that_come_to_one_copy_one_goes_on(watch, copy, sandbox, ana):
    sandbox.append("article-1", CREATED)
    look_alone(watch)
    second = Watch.objects.create(
        export=copy, every=HOUR, until=watch.until, started_by=ana, lane=Lane.BULK
    )
    assert "Another watch" in look_alone(second).message
    assert (second.ended_at is None, look(watch).ended_at) == (False, None)
    assert copy.updates.count() == 1


def test_stopping_twice_is_on_record_once(watch, ana):
    for _ in range(2):
        services.stop_watch(watch, ana)
    assert AuditEvent.objects.filter(action="stopped a watch").count() == 1
