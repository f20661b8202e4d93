import pytest

from credentials.guards import Parting
from exports.models import Export, ExportState, Window, WindowState
from exports.services import Refused, cancel, delete, repeat, retry, running_at
from jobs import services as jobs
from tests.exports.factories import make_window


def states() -> tuple[str, str]:
    return Export.objects.get().state, Window.objects.get().state


def test_cancel_ends_a_window_that_no_worker_holds_at_once(ana, export):
    cancel(export, ana)
    assert states() == (ExportState.CANCELLED, WindowState.CANCELLED)


def test_cancel_tells_of_parts_that_waited_in_one_line(ana, site, export):
    for position in (1, 2):
        make_window(export, site, position=position, state="waiting")
    cancel(export, ana)
    lines = [event.sentence for event in export.events.all() if "waited" in event.sentence]
    assert lines == ["3 parts that waited will not be asked for."]


def test_cancel_leaves_a_window_to_the_worker_that_holds_it(ana, export):
    jobs.claim("fast")
    cancel(export, ana)
    assert states() == (ExportState.QUEUED, WindowState.WAITING)


def test_retry_asks_anew_for_what_was_cancelled(ana, export):
    cancel(export, ana)
    retry(export, ana)
    assert states() == (ExportState.QUEUED, WindowState.WAITING)
    assert Window.objects.get().attempt == 2


def test_retry_of_what_runs_is_refused(ana, export):
    with pytest.raises(Refused, match="Nothing to retry"):
        retry(export, ana)


def test_retry_is_refused_while_the_same_request_runs(ana, export):
    cancel(export, ana)
    repeat(export, ana)
    with pytest.raises(Refused, match="already running"):
        retry(export, ana)
    assert Export.objects.get(pk=export.pk).state == ExportState.CANCELLED


def test_same_again_asks_for_the_same_days_and_sites(ana, export):
    cancel(export, ana)
    again, new = repeat(export, ana)
    assert new
    assert again.request == export.request


def test_same_again_is_refused_when_the_site_is_gone(ana, site, export):
    cancel(export, ana)
    site.delete()
    with pytest.raises(Refused, match="deleted"):
        repeat(export, ana)


def test_an_export_that_runs_is_not_deleted(ana, export):
    with pytest.raises(Refused, match="Cancel it first"):
        delete(export, ana)


def test_delete_takes_the_export_and_its_log(ana, export):
    cancel(export, ana)
    delete(export, ana)
    assert not Export.objects.exists()


def test_a_site_with_a_running_export_says_why_it_must_stay(site, export):
    assert "still running" in (running_at(site, Parting.DELETED) or "")


def test_a_site_without_a_running_export_may_go(ana, site, export):
    cancel(export, ana)
    assert running_at(site, Parting.DELETED) is None


def test_what_a_colleague_has_just_deleted_is_refused_with_a_sentence(ana, export):
    seen_in_another_tab = Export.objects.get()
    cancel(export, ana)
    delete(export, ana)
    for action in (cancel, retry, delete):
        with pytest.raises(Refused, match="Somebody else has deleted"):
            action(seen_in_another_tab, ana)
