"""Passes that are repeated with other pages that overlap, and ones with smaller pages."""

from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.onq.paging import (
    LEAST_ROWS,
    MOST_ROWS,
    PageMeaning,
    Position,
    again,
    following,
    smaller,
)
from tests.providers.onq_model import MEANINGS, asked_in_turn

NUMBER, START = PageMeaning.PAGE_NUMBER, PageMeaning.START_POSITION
MEANT = {"number": NUMBER, "position": START, "offset": START}
OF_POSITIONS = ("position", "offset")
SMALL = [(size, overlap) for size in (4, 5, 8, 11) for overlap in range(size)]


@pytest.mark.parametrize("cap", [4, 5, 7, 1000])
@pytest.mark.parametrize("meaning", MEANINGS)
def test_with_any_overlap_every_row_comes_and_there_is_an_end(meaning: str, cap: int) -> None:
    for rows, (size, overlap), told in product(range(30), SMALL, (None, MEANT[meaning])):
        position = Position(size=size, overlap=overlap, meaning=told)
        seen, asked = asked_in_turn(list(range(rows)), meaning, position, cap)
        assert seen == list(range(rows))
        assert len(asked) <= 2 * rows // min(size, cap) + 3


@pytest.mark.parametrize("meaning", MEANINGS)
def test_any_number_of_rows_comes_in_each_of_three_passes(meaning: str) -> None:
    for rows, size, cap in product(range(0, 200, 3), (4, 5, 9, 50, 1000), (4, 10, 33, 1000)):
        position = Position(size=size)
        for _ in range(3):
            seen, asked = asked_in_turn(list(range(rows)), meaning, position, cap)
            assert seen == list(range(rows))
            position = again(asked[-1])


def rotated(by: int, order: list[int], seen: set[int]) -> None:
    """So many rows go from the front, where all were read, to the end."""
    order[:] = [*order[by:], *order[:by]]


@pytest.mark.parametrize("meaning", OF_POSITIONS)
def test_of_positions_nothing_is_skipped_while_no_more_than_overlap_go_to_the_end(
    meaning: str,
) -> None:
    for rows, (size, overlap) in product(range(40), SMALL):
        for by in range(min(overlap, size // 2) + 1):
            position = Position(size=size, overlap=overlap, meaning=START)
            seen, _ = asked_in_turn(
                list(range(rows)), meaning, position, move=lambda *at, by=by: rotated(by, *at)
            )
            assert seen == list(range(rows))


@given(
    st.integers(0, 300),
    st.integers(10, 60),
    st.sampled_from(OF_POSITIONS),
    st.randoms(use_true_random=False),
)
def test_nothing_is_skipped_wherever_the_rows_that_go_to_the_end_were_read(
    rows: int, size: int, meaning: str, chance: Random
) -> None:
    position = again(Position(first_rows=size))

    def to_the_end(order: list[int], seen: set[int]) -> None:
        for one in chance.sample(sorted(seen), min(position.overlap, len(seen))):
            order.append(order.pop(order.index(one)))

    seen, _ = asked_in_turn(list(range(rows)), meaning, position, move=to_the_end)
    assert seen == list(range(rows))


@pytest.mark.parametrize("meaning", OF_POSITIONS)
def test_without_an_overlap_the_same_movement_would_skip_rows(meaning: str) -> None:
    position = Position(size=10, meaning=START)
    seen, _ = asked_in_turn(list(range(95)), meaning, position, move=lambda *at: rotated(2, *at))
    assert len(seen) < 95


def test_positions_go_on_by_the_rows_of_a_page_less_the_overlap() -> None:
    position = Position(size=900, overlap=90, meaning=START)
    _, asked = asked_in_turn(list(range(3000)), "position", position)
    assert [at.page for at in asked] == [1, 810, 1620, 2430]


@pytest.mark.parametrize("rows", [1, 2, 3, 9])
@pytest.mark.parametrize("page", [1, 2, 50])
def test_however_few_rows_come_the_next_page_is_a_later_one(page: int, rows: int) -> None:
    after = following(Position(page, 10, START, overlap=9), rows, 0, rows)
    assert after is not None
    assert page < after.page <= page + max(rows, 1)


def test_page_numbers_go_on_by_one_with_an_overlap_too() -> None:
    _, asked = asked_in_turn(list(range(3000)), "number", Position(size=900, overlap=90))
    assert [at.page for at in asked] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("before", "size", "overlap"),
    [
        (Position(101, first_rows=1000), 900, 90),
        (Position(9, 900, NUMBER, 900, 8, 90), 810, 81),
        (Position(9, 1000, START, 100, 8), 90, 9),  # onQ sends no more than 100
        (Position(1, 500), 450, 45),  # the first answer was the last
        (Position(9, 32, None, 5000, 8), 28, 3),  # onQ does not look at the size
    ],
)
def test_a_repeated_pass_begins_anew_with_other_pages(
    before: Position, size: int, overlap: int
) -> None:
    assert again(before) == Position(1, size, None, 0, 0, overlap)
    assert again(before, START) == Position(1, size, START, 0, 0, overlap)


def test_pages_of_any_size_are_others_in_a_repeated_pass() -> None:
    for rows in range(LEAST_ROWS, MOST_ROWS + 1):
        assert LEAST_ROWS <= again(Position(first_rows=rows)).size != rows


@pytest.mark.parametrize("overlap", [-1, 10, 11])
def test_an_overlap_that_leaves_nothing_of_a_page_is_refused(overlap: int) -> None:
    with pytest.raises(ValueError, match="overlap"):
        Position(size=10, overlap=overlap)


@pytest.mark.parametrize(
    ("position", "then"),
    [
        (Position(), Position(size=100)),
        (Position(size=101, meaning=START), Position(size=100, meaning=START)),
        (Position(size=100), Position(size=32)),
        (Position(size=33), Position(size=32)),
        (Position(size=32), None),
        (Position(size=900, overlap=90), Position(size=100, overlap=10)),
        (Position(size=90, overlap=2), Position(size=32, overlap=2)),
        (Position(2, first_rows=1000, calls=1), None),
    ],
)
def test_what_onq_refuses_is_tried_with_100_rows_then_with_32(
    position: Position, then: Position | None
) -> None:
    assert smaller(position) == then
