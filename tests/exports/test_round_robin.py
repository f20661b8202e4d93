"""A spot's turns go round between exports, whoever asked first and however much."""

from datetime import date

import pytest

from exports.models import Window, WindowState
from exports.services import cancel, retry, start
from jobs import runner
from jobs.models import Lane
from tests.exports.moving import skip_pauses
from tests.exports.rows import make_site, order

pytestmark = pytest.mark.django_db(transaction=True)
WEEK = (date(2026, 3, 1), date(2026, 3, 7))


@pytest.fixture
def site(db):
    return make_site("The Daily", generation="v2", exports_at_once=1)


def asked_for(export) -> int:
    return export.windows.exclude(state=WindowState.WAITING).count()


def one_turn() -> None:
    """OpenWeb is done with what it builds, and the next is asked for."""
    skip_pauses()
    runner.work(Lane.FAST)


def test_a_long_export_does_not_keep_a_short_one_waiting(vendor, ana, site):
    long, _ = start(order(site, days=WEEK), ana)
    one_turn()
    short, _ = start(order(site, days=(WEEK[0], WEEK[0])), ana)
    one_turn()
    assert (asked_for(long), asked_for(short)) == (1, 1)


def test_a_newer_long_export_does_not_overtake_an_older_one(vendor, ana, site):
    older, _ = start(order(site, days=WEEK), ana)
    for _ in range(3):
        one_turn()
    newer, _ = start(order(site, days=(date(2026, 2, 1), date(2026, 2, 7))), ana)
    for _ in range(4):
        one_turn()
    assert (asked_for(older), asked_for(newer)) == (5, 2)


def test_what_waits_is_not_looked_at_again_and_again(vendor, ana, site):
    start(order(site, days=WEEK), ana)
    assert Window.objects.filter(due_at__isnull=False).count() == 1


def test_a_cancelled_exports_turn_goes_to_the_next(vendor, ana, site):
    first, _ = start(order(site, days=WEEK), ana)
    second, _ = start(order(site, days=(WEEK[0], WEEK[0])), ana)
    cancel(first, ana)
    assert second.windows.get().due_at is not None


def test_a_retried_export_gets_a_turn(vendor, ana, site):
    export, _ = start(order(site, days=WEEK), ana)
    cancel(export, ana)
    retry(export, ana)
    assert export.windows.filter(due_at__isnull=False).count() == 1
