"""Whoever waits for a turn at a spot is woken, whatever became of those before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exports.models import Export, Part, Window, WindowState
from exports.moves import Answer, Doomed, LinksAsked, decide
from exports.services import cancel, start, turns, windows
from jobs.services import Lease
from providers.openweb.generations import ExportStatus
from tests.exports.rows import order
from tests.jobs.rows import claimed

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO = timedelta(days=1)


@pytest.fixture(autouse=True)
def _one_turn(settings) -> None:
    settings.SPOT_TURNS = 1


@pytest.fixture
def first(site) -> Export:
    return start(order(site), None)[0]


@pytest.fixture
def second(site, first) -> Export:
    """Asleep: the first has the next turn."""
    export = start(order(site), None)[0]
    assert not is_awake(export)
    return export


def window_of(export: Export) -> Window:
    return export.windows.select_related("export").get()


def is_awake(export: Export) -> bool:
    return window_of(export).due_at is not None


def take(lease: Lease, export: Export, answer: Answer) -> None:
    window = window_of(export)
    windows.apply(lease, window, decide(window, answer, timezone.now()))


def test_the_next_is_woken_when_the_one_before_stops_without_a_turn(first, second, ana):
    lease, window = claimed("fast"), window_of(first)
    cancel(first, ana)
    turns.begin(lease, window)
    assert window_of(first).state == WindowState.CANCELLED
    assert is_awake(second)


def test_one_whose_worker_died_before_it_found_the_spot_busy_is_woken_all_the_same(first, second):
    lease = claimed("fast")
    turns.begin(lease, window_of(first))
    Window.objects.filter(export=second).update(due_at=timezone.now(), lost_owners=1)
    assert not turns.begin(claimed("fast"), window_of(second))
    take(lease, first, Doomed("It ends."))
    assert is_awake(second)


def test_what_is_to_be_asked_for_anew_after_its_files_were_ready_is_woken_and_forgets_them(first):
    lease = claimed("fast")
    Window.objects.update(state=WindowState.DOWNLOADING, requested_at=timezone.now() - LONG_AGO)
    Part.objects.create(window=window_of(first), position=0, fingerprint="of another export")
    take(lease, first, LinksAsked(ExportStatus(word="Processing", done=False)))
    assert window_of(first).state == WindowState.WAITING
    assert is_awake(first)
    assert not Part.objects.exists()
