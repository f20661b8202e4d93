from datetime import UTC, datetime, timedelta

import pytest

from exports import moves
from exports.models import Window, WindowState
from exports.moves import FileMissed, KeyLooked, LinksAsked, Polled, Requested
from providers.errors import (
    Busy,
    Damage,
    FileDamaged,
    KeyRefused,
    LinkExpired,
    RequestRefused,
    SlowDown,
    UnclearAnswer,
    Unreachable,
    VendorTrouble,
)
from providers.openweb.generations import ExportStatus

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
BUILDING = ExportStatus(word="Processing", done=False, links=(), count=None)


def window(state: WindowState, **columns) -> Window:
    return Window(state=state, deadline_at=NOW + timedelta(minutes=1), **columns)


def asking(**columns) -> Window:
    return window(WindowState.REQUESTING, **columns)


def building(**columns) -> Window:
    return window(WindowState.PROCESSING, **columns)


def downloading(**columns) -> Window:
    return window(WindowState.DOWNLOADING, **columns)


def test_an_accepted_request_is_polled_until_its_deadline():
    move = moves.decide(asking(), Requested("id-1"), NOW)
    assert (move.state, move.changes["vendor_id"]) == (WindowState.PROCESSING, "id-1")
    assert move.deadline_at == NOW + moves.PROCESSING_LIMIT


def test_a_refused_key_holds_and_remembers_where_to_go_on():
    move = moves.decide(building(), Polled(KeyRefused()), NOW)
    assert move.state == WindowState.HELD
    assert move.changes["held_from"] == WindowState.PROCESSING
    assert (
        moves.decide(window(WindowState.HELD, **move.changes), KeyLooked(usable=True), NOW).state
        == "processing"
    )


def test_an_unreachable_vendor_is_asked_again_until_the_deadline_and_then_ends_with_a_sentence():
    assert moves.decide(asking(), Requested(Unreachable()), NOW).state == WindowState.REQUESTING
    late = NOW + timedelta(hours=1)
    ended = moves.decide(asking(), Requested(Unreachable()), late)
    assert ended.state == WindowState.FAILED
    assert "Retry" in ended.sentence


def test_a_vendor_that_asks_for_patience_gets_it():
    move = moves.decide(asking(), Requested(SlowDown(retry_after=300)), NOW)
    assert move.due_at == NOW + timedelta(seconds=300)
    assert move.deadline_at is not None
    assert move.deadline_at > move.due_at


@pytest.mark.parametrize("error", [SlowDown(), Busy()])
def test_a_vendor_that_is_busy_is_waited_for_beyond_the_two_minutes(error):
    move = moves.decide(asking(), Requested(error), NOW)
    assert move.deadline_at > NOW + timedelta(minutes=2)


def test_a_vendor_that_asks_for_patience_for_ever_gets_half_a_day():
    since = NOW - moves.PROCESSING_LIMIT
    move = moves.decide(asking(requested_at=since), Requested(SlowDown(retry_after=300)), NOW)
    assert move.deadline_at == asking().deadline_at


@pytest.mark.parametrize("error", [Unreachable(sent=False), VendorTrouble(status=503)])
def test_a_vendor_that_is_away_for_hours_costs_no_part_as_nothing_was_taken(error):
    later = NOW + timedelta(hours=11)
    first = moves.decide(asking(requested_at=NOW), Requested(error), NOW)
    again = moves.decide(asking(requested_at=NOW), Requested(error), later)
    assert (first.state, again.state) == (WindowState.REQUESTING, WindowState.REQUESTING)
    assert again.deadline_at == NOW + moves.PROCESSING_LIMIT


def test_answers_that_are_not_understood_are_asked_for_three_times_at_the_most():
    states, asked = [], asking()
    for _ in range(3):
        move = moves.decide(asked, Requested(UnclearAnswer(status=200)), NOW)
        states.append(move.state)
        asked.findings = move.changes.get("findings")
    assert states == [WindowState.REQUESTING, WindowState.REQUESTING, WindowState.FAILED]


def test_a_vendor_that_takes_done_back_does_not_begin_its_half_day_anew():
    since = NOW - timedelta(hours=11)
    move = moves.decide(downloading(requested_at=since), LinksAsked(BUILDING), NOW)
    assert move.state == WindowState.PROCESSING
    assert move.deadline_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("error", "twice"),
    [
        (Unreachable(), True),
        (Unreachable(sent=False), False),
        (UnclearAnswer(status=200), True),
        (VendorTrouble(status=503), False),
    ],
)
def test_the_log_says_when_asking_again_may_build_the_data_twice(error, twice):
    assert ("twice" in moves.decide(asking(), Requested(error), NOW).sentence) == twice


def test_a_request_that_was_refused_ends():
    assert moves.decide(asking(), Requested(RequestRefused()), NOW).state == WindowState.FAILED


def test_one_transient_error_never_ends_the_wait():
    assert moves.decide(building(), Polled(Unreachable()), NOW).state == WindowState.PROCESSING


def test_polls_slow_down_to_once_a_minute():
    pauses = [
        moves.decide(building(polls=n), Polled(BUILDING), NOW).due_at - NOW for n in (0, 3, 50)
    ]
    assert pauses == [timedelta(seconds=2), timedelta(seconds=6.75), timedelta(seconds=60)]


def test_a_word_that_no_document_names_is_said_once_and_tolerated():
    odd = ExportStatus(word="Queued", done=False, links=(), count=None)
    move = moves.decide(building(), Polled(odd), NOW)
    assert move.state == WindowState.PROCESSING
    assert "Queued" in move.sentence
    assert not moves.decide(building(last_answer="Queued"), Polled(odd), NOW).sentence


def test_done_with_rows_but_without_a_link_is_not_taken_for_empty():
    done = ExportStatus(word="Done", done=True, links=(), count=5)
    assert moves.decide(building(), Polled(done), NOW).state == WindowState.PROCESSING


def test_done_without_rows_is_downloaded_as_nothing():
    done = ExportStatus(word="Done", done=True, links=(), count=0)
    assert moves.decide(building(), Polled(done), NOW).state == WindowState.DOWNLOADING


def test_an_expired_link_asks_for_a_fresh_one():
    assert (
        moves.decide(downloading(), FileMissed(LinkExpired()), NOW).state == WindowState.DOWNLOADING
    )


@pytest.mark.parametrize(
    ("damage", "tries", "state"),
    [
        (Damage.CHECKSUM, 1, WindowState.DOWNLOADING),
        (Damage.CHECKSUM, 3, WindowState.FAILED),
        (Damage.NO_KNOWN_COLUMN, 1, WindowState.DOWNLOADING),
        (Damage.BOMB, 1, WindowState.FAILED),
        (Damage.PATH, 1, WindowState.FAILED),
    ],
)
def test_a_damaged_file_is_fetched_again_only_when_that_can_help(damage, tries, state):
    assert moves.decide(downloading(), FileMissed(FileDamaged(damage), tries), NOW).state == state


def test_the_same_trouble_is_logged_once():
    first = moves.decide(building(), Polled(Unreachable()), NOW)
    assert first.sentence
    again = moves.decide(building(last_answer="unreachable"), Polled(Unreachable()), NOW)
    assert not again.sentence
