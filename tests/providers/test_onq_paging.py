"""From page to page to the end, whatever onQ means by `page`: all of it, and never for ever."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.errors import UnclearAnswer
from providers.onq.paging import MOST_CALLS, PageMeaning, Position, following
from tests.providers.onq_model import MEANINGS, asked_in_turn

NUMBER, START = PageMeaning.PAGE_NUMBER, PageMeaning.START_POSITION


def gone_through(
    rows: int, meaning: str, position: Position, cap: int = 1000
) -> tuple[list[int], list[int]]:
    """The ids in the order they came, and the pages that were asked for."""
    seen, asked = asked_in_turn(list(range(rows)), meaning, position, cap)
    return seen, [at.page for at in asked]


ROWS, SIZES = st.integers(0, 400), st.integers(4, 120)


@given(ROWS, SIZES, st.sampled_from(MEANINGS), st.integers(4, 150))
def test_every_row_comes_once_and_there_is_an_end(
    rows: int, size: int, meaning: str, cap: int
) -> None:
    seen, pages = gone_through(rows, meaning, Position(size=size), cap)
    assert seen == list(range(rows))
    assert pages == sorted(set(pages))
    assert len(pages) <= rows // (min(size, cap) - 1) + 3


@given(ROWS, SIZES, st.sampled_from(MEANINGS))
def test_what_is_set_by_hand_needs_no_finding_out(rows: int, size: int, meaning: str) -> None:
    chosen = NUMBER if meaning == "number" else START
    seen, _ = gone_through(rows, meaning, Position(size=size, meaning=chosen))
    assert seen == list(range(rows))


def test_the_documents_own_example_is_what_is_asked_by_start_position() -> None:
    seen, pages = gone_through(100, "offset", Position(size=32, meaning=START))
    assert pages == [1, 32, 64, 96]
    assert seen == list(range(100))


def test_a_hundred_thousand_rows_need_a_page_more_than_they_fill() -> None:
    for meaning in MEANINGS:
        seen, pages = gone_through(100_000, meaning, Position(size=1000))
        assert (len(seen), len(pages)) == (100_000, 101)


@pytest.mark.parametrize(
    ("known", "meaning", "page"), [(0, NUMBER, 3), (9, NUMBER, 3), (10, START, 22), (19, START, 22)]
)
def test_half_of_the_first_page_again_decides(known: int, meaning: PageMeaning, page: int) -> None:
    second = Position(2, 20, None, first_rows=20, calls=1)
    found = following(second, 20, known, 20 - known)
    assert found == Position(page, 20, meaning, first_rows=20, calls=2)


def test_what_was_decided_stays_so() -> None:
    third = Position(3, 20, NUMBER, first_rows=20, calls=2)
    assert following(third, 20, 19, 1) == Position(4, 20, NUMBER, first_rows=20, calls=3)


@pytest.mark.parametrize(("rows", "new"), [(0, 0), (20, 0), (19, 19)])
def test_an_empty_page_one_without_a_new_id_and_a_short_one_are_the_end(
    rows: int, new: int
) -> None:
    assert following(Position(5, 20, NUMBER, 20, 4), rows, rows - new, new) is None


def test_a_second_answer_with_nothing_new_is_not_yet_the_end_where_rows_may_have_moved() -> None:
    assert following(Position(2, 20, None, 20, 1), 20, 20, 0) == Position(22, 20, START, 20, 2)
    assert following(Position(22, 20, START, 20, 2), 20, 20, 0) is None


def test_a_first_page_that_is_short_may_be_the_vendors_limit() -> None:
    assert following(Position(size=1000), 100, 0, 100) == Position(2, 1000, None, 100, 1)


def test_a_list_without_end_is_an_error() -> None:
    with pytest.raises(UnclearAnswer, match="does not end"):
        following(Position(9, 20, NUMBER, 20, MOST_CALLS - 1), 20, 0, 20)


@pytest.mark.parametrize("size", [-1, 0, 3, 1001])
def test_a_size_that_onq_or_the_finding_out_cannot_take_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="from 4 to 1000"):
        Position(size=size)


@given(
    SIZES,
    st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)), max_size=60),
    st.sampled_from([None, NUMBER, START]),
    st.integers(0, 119),
)
def test_whatever_comes_no_page_is_asked_for_twice(
    size: int, answers: list[tuple[int, int]], meaning: PageMeaning | None, overlap: int
) -> None:
    at: Position | None = Position(size=size, meaning=meaning, overlap=overlap % size)
    asked = []
    for known, new in answers:
        if at is None:
            break
        asked.append(at.page)
        at = following(at, known + new, known, new)
    assert asked == sorted(set(asked))


@given(ROWS, SIZES, st.integers(0, 3), st.sampled_from(MEANINGS), st.randoms(use_true_random=False))
def test_rows_that_move_meanwhile_make_no_endless_pass(
    rows: int, size: int, overlap: int, meaning: str, chance: Random
) -> None:
    def to_the_front(order: list[int], seen: set[int]) -> None:
        order[:0] = [order.pop(chance.randrange(rows))] if order else []

    position = Position(size=size, overlap=overlap)
    seen, asked = asked_in_turn(list(range(rows)), meaning, position, move=to_the_front)
    assert len(asked) <= rows + 3
    assert len(seen) <= rows
