"""Several readers and workers over one capture at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from activity import runner, services
from activity.models import Capture, CaptureState
from activity.services.captures import PATIENCE
from tests.activity.asking import look_up, work

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_wants_the_rest_at_the_very_moment_that_reading_stops_gets_it(vendor, site, ana):
    capture = look_up("u_wrote250", ana, site)
    writes: list[str] = []

    def somebody_loads_all(execute, sql, *rest):
        result = execute(sql, *rest)
        if sql.startswith("UPDATE") and '"lease_token" = NULL' in sql and not writes:
            writes.append(sql)
            services.load_all(Capture.objects.get(pk=capture.pk))
        return result

    with connection.execute_wrapper(somebody_loads_all):
        runner.look_now(capture)
    assert writes
    assert Capture.objects.get().state == CaptureState.LOADING


def test_a_reader_who_comes_late_reads_on_where_others_stopped(vendor, site, ana):
    late, early = (look_up("u_wrote250", ana, site) for _ in range(2))
    runner.look_now(early)
    services.load_all(early)
    runner.look_now(late)
    assert late.messages.count() == 200


def test_a_site_that_is_deleted_while_somebody_waits_leaves_nothing(vendor, site, ana, monkeypatch):
    capture = look_up("u_wrote250", ana, site)
    monkeypatch.setattr(runner, "failpoint", lambda _: site.delete())
    runner.look_now(capture)
    assert not Capture.objects.exists()


def test_a_worker_that_was_frozen_over_an_answer_writes_nothing_twice(
    vendor, site, ana, monkeypatch
):
    capture = look_up("u_wrote250", ana, site)
    services.load_all(capture)

    def others_go_on(name: str) -> None:
        monkeypatch.setattr(runner, "failpoint", lambda _: None)
        Capture.objects.update(due_at=timezone.now())  # the lease ran out
        work(Capture.objects.get())

    monkeypatch.setattr(runner, "failpoint", others_go_on)
    runner.look_now(capture)
    assert (capture.state, capture.messages.count()) == (CaptureState.COMPLETE, 250)


def test_pauses_grow_with_the_time_without_an_answer(vendor, site, ana):
    vendor.arm("activity", "status", code=503, times=9)
    capture = look_up("u_wrote250", ana, site)
    silent_for = timedelta(seconds=30)
    Capture.objects.update(deadline_at=timezone.now() + PATIENCE - silent_for)
    runner.look_now(capture)
    assert capture.due_at - timezone.now() > silent_for / 2
