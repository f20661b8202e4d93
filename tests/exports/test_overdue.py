"""OpenWeb was not done in half a day: ask once more, then in halves where that helps, then end."""

from datetime import UTC, datetime, timedelta

import pytest

from exports import moves
from exports.models import Window, WindowState
from exports.moves import LinksAsked, Polled
from providers.errors import Unreachable
from providers.openweb.generations import ExportStatus

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)
QUEUED = ExportStatus(word="Queued", done=False, links=(), count=None)


def overdue(times: int = 0, length: timedelta = DAY, **columns) -> Window:
    return Window(
        **{"state": WindowState.PROCESSING, "vendor_id": "id-1", **columns},
        times_overdue=times,
        deadline_at=NOW - timedelta(minutes=1),
        since=NOW - DAY - length,
        to=NOW - DAY,
    )


@pytest.mark.parametrize("answer", [QUEUED, Unreachable()])
def test_the_first_time_it_waits_for_a_turn_to_be_asked_for_anew(answer):
    move = moves.decide(overdue(), Polled(answer), NOW)
    assert (move.state, move.due_at, move.deadline_at) == (WindowState.WAITING, None, None)
    assert (move.changes["times_overdue"], move.changes["vendor_id"]) == (1, "")
    assert "12 hours" in move.sentence


def test_the_second_time_it_ends_with_the_last_word():
    move = moves.decide(overdue(times=1), Polled(QUEUED), NOW)
    assert move.state == WindowState.FAILED
    assert "Queued" in move.sentence


def test_the_second_time_its_halves_are_asked_for_when_others_were_answered_meanwhile():
    window = overdue(times=1)
    move = moves.decide(window, Polled(QUEUED, others_answered=True), NOW)
    first, second = move.halves
    assert move.state == WindowState.SPLIT
    assert (first.since, first.to, second.to) == (window.since, second.since, window.to)


@pytest.mark.parametrize(("minutes", "state"), [(120, "split"), (119, "failed")])
def test_nothing_shorter_than_an_hour_is_asked_for(minutes, state):
    window = overdue(times=1, length=timedelta(minutes=minutes))
    assert moves.decide(window, Polled(QUEUED, others_answered=True), NOW).state == state


def test_an_answer_that_comes_late_is_taken_all_the_same():
    done = ExportStatus(word="Done", done=True, links=("https://files.example/1",), count=5)
    assert moves.decide(overdue(times=1), Polled(done), NOW).state == WindowState.DOWNLOADING


def test_files_that_were_there_and_are_gone_after_half_a_day_are_asked_for_anew():
    window = overdue(state=WindowState.DOWNLOADING, requested_at=NOW - timedelta(hours=13))
    move = moves.decide(window, LinksAsked(QUEUED), NOW)
    assert (move.state, move.changes["times_overdue"]) == (WindowState.WAITING, 1)
