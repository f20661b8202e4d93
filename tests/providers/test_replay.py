"""The state replayed from events: what each kind does, wherever the events are cut."""

import errno
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.openweb.feed_answer import Item
from providers.openweb.replay import Replay
from providers.openweb.replay_errors import StateDamaged
from tests.providers.replaying import CONVERSATION, by_dictionary, event, full, state, user

IDS = ["a", "b", "a_r_1", "a_r_2", "a_r_1_r_x", "b_r_1"]
TYPES = [
    f"{kind}-{action}"
    for kind in ("comment", "reply")
    for action in ("created", "edited", "deleted", "soft-deleted", "anonymous", "liked")
]
MESSAGES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "content": st.sampled_from(["", "one", "two"]) | st.text(),
        "written_at": st.sampled_from([1588769040, 1588769040500, "2020-05-06 12:44:01 +0000", ""]),
        "user_id": st.sampled_from(["u_1", "u_2", None]),
        "nick_name": st.sampled_from(["Guest", ""]),
        "parent_id": st.sampled_from([full(short_id) for short_id in [*IDS, "gone"]]),
    },
)
EVENTS = st.builds(
    lambda word, short_id, message: event(word, short_id, **message),
    st.sampled_from(TYPES),
    st.sampled_from(IDS),
    MESSAGES,
)
ITEMS = st.lists(
    EVENTS | st.builds(user, st.sampled_from(["u_1", "u_2"]), st.text(max_size=3)), max_size=14
)


@given(ITEMS, st.lists(st.integers(0, 14), max_size=3))
def test_events_cut_anywhere_give_what_a_dictionary_gives(
    items: list[Item], cuts: list[int]
) -> None:
    edges = [0, *sorted(cuts), len(items)]
    assert state(*(items[start:end] for start, end in pairwise(edges))) == by_dictionary(items)


@given(ITEMS)
def test_replaying_twice_changes_nothing(items: list[Item]) -> None:
    assert state(items, items) == state(items)


@given(EVENTS, ITEMS)
def test_one_event_twice_in_a_row_changes_nothing(twice: Item, before: list[Item]) -> None:
    assert state([*before, twice, twice]) == state([*before, twice])


def only(*items: Item) -> Any:
    (comment,) = state(items)
    return comment


def test_a_comment_has_all_its_columns() -> None:
    comment = only(
        user("u_1", "ann"),
        event("comment-created", "a", content="Text", user_id="u_1", written_at=1588769040),
    )
    assert comment._asdict() == {
        "id": full("a"),
        "parent_id": "",
        "root_id": full("a"),
        "type": "comment",
        "conversation_id": CONVERSATION,
        "post_id": "post",
        "user_id": "u_1",
        "user_name": "ann",
        "display_name": "Ann",
        "nick_name": "",
        "written_at": "2020-05-06T12:44:00+00:00",
        "content": "Text",
        "edited": False,
        "deleted": False,
        "anonymous": False,
    }


def test_names_may_come_after_the_events_or_never() -> None:
    by_ann = event("comment-created", "a", user_id="u_1")
    assert only(by_ann, user("u_1", "ann")).user_name == "ann"
    assert only(by_ann).user_id == "u_1"


def test_an_edit_replaces_the_text_and_one_without_text_keeps_it() -> None:
    first = event("comment-created", "a", content="old")
    assert only(first, event("comment-edited", "a", content="new"))[-4:-2] == ("new", True)
    assert only(first, event("comment-edited", "a", content=""))[-4:-2] == ("old", True)


def test_created_for_a_known_id_is_an_update() -> None:
    items = [event("comment-created", "a", content=text) for text in ("old", "new")]
    assert only(*items).content == "new"


THREAD = [
    event("comment-created", "a"),
    event("reply-created", "a_r_1"),
    event("reply-created", "a_r_1_r_x"),
]


@pytest.mark.parametrize(
    ("word", "short_id", "deleted"),
    [
        ("comment-deleted", "a", [True, True, True]),
        ("comment-soft-deleted", "a", [True, False, False]),
        ("reply-deleted", "a_r_1", [False, True, True]),
    ],
)
def test_a_deletion_takes_the_replies_along_unless_it_is_soft(
    word: str, short_id: str, deleted: list[bool]
) -> None:
    found = state([*THREAD, event(word, short_id)])
    assert [comment.deleted for comment in found] == deleted


def test_a_reply_that_comes_after_its_comment_was_deleted_is_deleted() -> None:
    found = state([THREAD[0], event("comment-deleted", "a"), THREAD[1]])
    assert [comment.deleted for comment in found] == [True, True]


def test_a_comment_that_is_created_again_is_back_with_its_replies() -> None:
    found = state([*THREAD, event("comment-deleted", "a"), THREAD[0]])
    assert not any(comment.deleted for comment in found)


def test_a_deleted_comment_keeps_its_last_text() -> None:
    deletion = event("comment-soft-deleted", "a", content="This comment was removed")
    assert only(event("comment-created", "a", content="Text"), deletion).content == "Text"


def test_an_anonymised_comment_names_nobody_even_if_the_event_does() -> None:
    comment = only(
        user("u_1", "ann"),
        event("comment-created", "a", user_id="u_1", content="Text"),
        event("comment-anonymous", "a", user_id="u_1"),
        event("comment-edited", "a", user_id="u_1", content="Text 2"),
    )
    assert (comment.user_id, comment.user_name, comment.nick_name) == ("", "", "")
    assert (comment.anonymous, comment.content) == (True, "Text 2")


def test_a_guest_is_not_anonymous() -> None:
    comment = only(event("comment-created", "a", nick_name="Bob"))
    assert (comment.user_id, comment.nick_name, comment.anonymous) == ("", "Bob", False)


def test_the_root_is_found_through_parents_when_ids_tell_nothing() -> None:
    def reply(number: int, to: int) -> Item:
        return event("reply-created", "x", id=str(number), parent_id=str(to))

    items = [event("comment-created", "x", id="1"), reply(2, 1), reply(3, 2), reply(9, 8)]
    assert {comment.id: comment.root_id for comment in state(items)} == {
        "1": "1",
        "2": "1",
        "3": "1",
        "9": "8",
    }


def test_parents_in_a_circle_end() -> None:
    items = [
        event("reply-created", "a", parent_id=full("b")),
        event("reply-deleted", "b", parent_id=full("a")),
    ]
    assert [comment.deleted for comment in state(items)] == [False, True]


def test_comments_come_by_time_and_then_by_id() -> None:
    times = {"b": 1588769041, "c": 1588769040, "a": 1588769041, "d": None, "e": 1588769040500}
    found = state([event("comment-created", id_, written_at=at) for id_, at in times.items()])
    assert [comment.id for comment in found] == [full(id_) for id_ in "dceab"]


def test_an_answer_that_breaks_off_leaves_no_half(tmp_path: Path) -> None:
    def broken() -> Any:
        yield from [event("comment-created", str(number)) for number in range(3000)]
        raise RuntimeError("broke off")

    with Replay(tmp_path / "state") as replay:
        replay.apply([event("comment-created", "a")])
        with pytest.raises(RuntimeError):
            replay.apply(broken())
        assert [comment.id for comment in replay.comments()] == [full("a")]


def test_what_is_noted_with_an_answer_is_kept_with_it(tmp_path: Path) -> None:
    with Replay(tmp_path / "first") as replay:
        assert replay.notes == ""
        replay.apply([event("comment-created", "a")], lambda: "one")
    with Replay(tmp_path / "second", tmp_path / "first") as replay:
        assert replay.notes == "one"


def test_an_answer_whose_notes_fail_is_not_kept(tmp_path: Path) -> None:
    with Replay(tmp_path / "state") as replay:
        with pytest.raises(ZeroDivisionError):
            replay.apply([event("comment-created", "a")], lambda: str(1 // 0))
        assert list(replay.comments()) == []


@pytest.mark.parametrize("content", [b"<html>" * 1000, b"SQLite format 3\0" + b"x" * 5000])
def test_a_file_that_is_no_state_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(content)
    with pytest.raises(StateDamaged):
        Replay(tmp_path / "state", tmp_path / "page.html")


def test_a_full_disk_is_no_damage(tmp_path: Path) -> None:
    with Replay(tmp_path / "state") as replay:
        replay._database.execute("PRAGMA max_page_count=20")
        with pytest.raises(OSError, match="full") as caught:
            replay.apply([event("comment-created", str(n), content="x" * 99) for n in range(9999)])
        assert caught.value.errno == errno.ENOSPC
        assert list(replay.comments()) == []
