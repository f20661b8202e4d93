"""Exports that wait for a key, and how they go on."""

import pytest
from django.utils import timezone

from credentials import services as credentials
from credentials.models import Key, KeyState
from credentials.services import replace_key, store_key
from exports.models import ExportState, Window, WindowState
from exports.services import cancel, retry, start
from jobs import runner
from jobs.models import Lane
from tests.exports.moving import move_until_ended, move_until_state
from tests.exports.rows import make_site, order

pytestmark = pytest.mark.django_db(transaction=True)


def look_now() -> None:
    Window.objects.filter(state=WindowState.HELD).update(due_at=timezone.now())
    for lane in Lane:
        runner.work(lane)


def test_a_key_replaced_in_the_moment_of_the_refusal_is_found_at_the_next_look(
    vendor, export, site, monkeypatch
):
    good, refused = vendor.token, credentials.key_refused
    store_key(site, "a wrong token", None)

    def refused_and_then_replaced(*news) -> None:
        refused(*news)
        replace_key(site, good, None)

    monkeypatch.setattr(credentials, "key_refused", refused_and_then_replaced)
    runner.work("fast")
    assert Window.objects.get().state == WindowState.HELD
    look_now()
    move_until_ended(export)
    assert export.state == ExportState.READY


def test_a_key_that_stays_bad_is_not_tried_again(vendor, export, site):
    replace_key(site, "a wrong token", None)
    move_until_state(export, ExportState.WAITING_FOR_ADMIN)
    asked = len(vendor.requests("export"))
    look_now()
    assert export.windows.get().state == WindowState.HELD
    assert len(vendor.requests("export")) == asked


def test_requests_that_were_refused_take_turns_when_the_key_is_mended(vendor, site, settings):
    settings.SPOT_TURNS = 1
    vendor.configure(processing_seconds=60)
    first, second = (start(order(site), None)[0] for _ in range(2))
    Key.objects.update(state=KeyState.REFUSED)
    for held in (first, second):
        move_until_state(held, ExportState.WAITING_FOR_ADMIN)
    Key.objects.update(state=KeyState.UNPROVEN)
    look_now()
    assert sorted(Window.objects.values_list("state", flat=True)) == ["processing", "waiting"]


def test_retry_for_a_site_that_is_gone_ends_with_that_sentence(vendor, ana, db):
    gone = make_site("The Weekly")
    export, _ = start(order(gone), ana)
    cancel(export, ana)
    gone.delete()
    retry(export, ana)
    move_until_ended(export)
    assert export.state == ExportState.FAILED
    assert "deleted" in export.windows.get().message
