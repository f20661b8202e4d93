"""From page to page to the end: under each reading, once each, and never for ever."""

import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from providers.answers import Answer
from providers.errors import UnclearAnswer
from providers.openweb.people_ids import PersonId, PersonKind
from providers.openweb.user_activity import MOST_CALLS, Position, following
from providers.openweb.user_activity_answer import read_page
from providers.openweb.user_activity_records import ActivityPage, Answered, VendorCursor

ANN = PersonId(PersonKind.USER_ID, "u_ann")
Talks = list[list[str]]


class Reading(msgspec.Struct):
    """One way in which a vendor may have meant its document."""

    counts_messages: bool
    tells_next: bool
    tells_count: bool
    limit: int

    def answer(self, talks: Talks, offset: int, count: int | None) -> dict[str, Any]:
        limit = min(count or 10, self.limit)
        flat = [(number, one) for number, talk in enumerate(talks) for one in talk]
        if self.counts_messages:
            chosen, total = flat[offset : offset + limit], len(flat)
            taken = len(chosen)
        else:
            numbers = range(len(talks))[offset : offset + limit]
            chosen, total = [one for one in flat if one[0] in numbers], len(talks)
            taken = len(numbers)
        items: dict[int, list[dict[str, str]]] = {}
        for number, message in chosen:
            items.setdefault(number, []).append({"id": message, "user_id": "u_ann"})
        cursor = {
            "offset": offset + taken if self.tells_next else offset,
            "has_next": offset + taken < total,
        } | ({"count": taken} if self.tells_count else {})
        return {
            "cursor": cursor,
            "items": [
                {"data": {"conversation_id": f"c{n}", "messages": m}} for n, m in items.items()
            ],
        }


def gone_through(talks: Talks, reading: Reading, count: int | None) -> tuple[list[str], int]:
    """Every new message in the order it came, and how many pages it took."""
    seen: dict[str, None] = {}
    position: Position | None = Position()
    calls = 0
    while position:
        calls += 1
        body = json.dumps(reading.answer(talks, position.offset, count)).encode()
        page = read_page(Answer(200, body), ANN, position.offset)
        before = len(seen)
        seen.update(dict.fromkeys(message.id for message in page.messages))
        following_position = following(position, page, len(seen) - before)
        assert following_position is None or following_position.offset > position.offset
        position = following_position
    assert page.cursor.has_next is False
    return list(seen), calls


READINGS = st.builds(
    Reading, st.booleans(), st.booleans(), st.booleans(), st.sampled_from((1, 2, 3, 7, 100))
)
SIZES = st.lists(st.integers(1, 6), max_size=12)


@given(SIZES, READINGS, st.none() | st.integers(1, 40))
@settings(max_examples=400)
def test_each_message_is_read_once_and_there_is_an_end(
    sizes: list[int], reading: Reading, count: int | None
) -> None:
    talks = [[f"{number}-{one}" for one in range(size)] for number, size in enumerate(sizes)]
    messages = [message for talk in talks for message in talk]
    seen, calls = gone_through(talks, reading, count)
    assert seen == messages
    assert calls <= len(messages) + 1


@pytest.mark.parametrize("tells_next", [True, False])
def test_five_thousand_messages_need_no_more_pages_than_they_fill(tells_next: bool) -> None:
    talks = [[f"{number}-{one}" for one in range(5)] for number in range(1000)]
    reading = Reading(counts_messages=True, tells_next=tells_next, tells_count=True, limit=100)
    seen, calls = gone_through(talks, reading, 100)
    assert (len(seen), calls) == (5000, 50)


def page(step: int = 5, **cursor: Any) -> ActivityPage:
    return ActivityPage(Answered.LISTED, cursor=VendorCursor(**cursor), step=step)


@pytest.mark.parametrize(
    ("told", "offset"), [(15, 15), (11, 11), (10, 15), (0, 15), (None, 15), (9, 15)]
)
def test_the_cursor_leads_on_only_forward(told: int | None, offset: int) -> None:
    found = following(Position(10), page(offset=told, has_next=True), 5)
    assert found == Position(offset, 1, 0)


def test_without_a_word_about_more_the_end_is_where_nothing_new_comes() -> None:
    assert following(Position(10), page(), 5) == Position(15, 1, 0)
    assert following(Position(10), page(), 0) is None


def test_a_vendor_that_repeats_itself_is_not_asked_for_ever() -> None:
    position = following(Position(10), page(has_next=True), 0)
    assert position == Position(15, 1, 1)
    assert following(position, page(has_next=True), 0) is None


def test_something_new_after_a_page_without_is_followed() -> None:
    position = following(replace(Position(10), idle=1), page(has_next=True), 1)
    assert position == Position(15, 1, 0)


def test_a_list_without_end_is_an_error() -> None:
    with pytest.raises(UnclearAnswer, match="does not end"):
        following(Position(10, MOST_CALLS - 1), page(offset=99, has_next=True), 1)


@given(
    st.lists(st.tuples(st.none() | st.integers(0, 9), st.none() | st.booleans(), st.integers(0, 2)))
)
def test_whatever_the_cursor_says_no_offset_is_asked_twice(
    answers: list[tuple[int | None, bool | None, int]],
) -> None:
    position: Position | None = Position()
    asked = []
    for offset, has_next, new in answers:
        if position is None:
            break
        asked.append(position.offset)
        position = following(position, page(1, offset=offset, has_next=has_next), new)
    assert asked == sorted(set(asked))
