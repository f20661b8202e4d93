"""A refusal that passes: OpenWeb may not know an export for a while, least of all after trouble."""

from datetime import UTC, datetime, timedelta

from exports import moves
from exports.models import Window, WindowState
from exports.moves import Move, Polled
from providers.errors import NotFound, ProviderError, VendorTrouble

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
BUILDING = Window(state=WindowState.PROCESSING, deadline_at=NOW + timedelta(hours=12))


def polled(error: ProviderError, before: Move | None, minutes: int) -> Move:
    """The move after a poll so many minutes from now, in the state that `before` left."""
    window = replace_columns(BUILDING, before)
    return moves.decide(window, Polled(error), NOW + timedelta(minutes=minutes))


def replace_columns(window: Window, move: Move | None) -> Window:
    columns = dict(move.changes) if move else {}
    return Window(state=window.state, deadline_at=window.deadline_at, **columns)


def test_an_export_that_stays_unknown_ends_after_a_few_minutes():
    first = polled(NotFound(), None, 0)
    assert polled(NotFound(), first, 4).state == WindowState.PROCESSING
    assert polled(NotFound(), first, 6).state == WindowState.FAILED


def test_one_refusal_after_long_trouble_is_not_its_end():
    trouble = polled(VendorTrouble(), None, 0)
    first = polled(NotFound(), trouble, 20)
    assert first.state == WindowState.PROCESSING
    assert polled(NotFound(), first, 24).state == WindowState.PROCESSING
    assert polled(NotFound(), first, 26).state == WindowState.FAILED


def test_trouble_alone_never_ends_it_before_its_deadline():
    first = polled(VendorTrouble(), None, 0)
    assert polled(VendorTrouble(), first, 600).state == WindowState.PROCESSING
