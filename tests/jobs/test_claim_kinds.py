"""Several kinds of rows wait in one lane: none of them comes before the others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exports.models import Watch, Window
from jobs import services
from jobs.kinds import DueKind
from tests.jobs.rows import claimed, due_window

pytestmark = pytest.mark.django_db


def ago(minutes: float):
    return timezone.now() - timedelta(minutes=minutes)


def due_watch(minutes: float) -> Watch:
    export = due_window(lane="bulk").export
    return Watch.objects.create(
        export=export, every=timedelta(hours=1), until=ago(-60), due_at=ago(minutes)
    )


@pytest.fixture(autouse=True)
def kinds(monkeypatch) -> list[DueKind]:
    both = [DueKind(model, step=print, give_up=print) for model in (Window, Watch)]
    monkeypatch.setattr("jobs.kinds._kinds", both)
    return both


def test_the_row_that_is_due_longest_comes_first_whatever_its_kind():
    due_window(due_at=ago(1))
    watch = due_watch(minutes=2)
    oldest = due_window(due_at=ago(3))
    taken = [claimed("fast") for _ in range(3)]
    assert [lease.kind.model for lease in taken] == [Window, Watch, Window]
    assert [lease.pk for lease in taken[:2]] == [oldest.pk, watch.pk]
    assert services.claim("fast") is None


def test_many_rows_of_one_kind_do_not_starve_another(kinds):
    watch = due_watch(minutes=2)
    for _ in range(services.CANDIDATES + 3):
        due_window(due_at=ago(1))
    assert claimed("fast").row().get() == watch


def test_a_row_that_another_worker_took_meanwhile_leads_to_the_other_kind(monkeypatch):
    due_window(due_at=ago(3))
    watch = due_watch(minutes=2)
    take = services._take
    monkeypatch.setattr(
        services, "_take", lambda kind, row: None if kind.model is Window else take(kind, row)
    )
    assert claimed("fast").pk == watch.pk


def test_one_look_a_kind_is_all_it_costs(django_assert_num_queries):
    for _ in range(3):
        due_window()
    with django_assert_num_queries(3):
        claimed("fast")
