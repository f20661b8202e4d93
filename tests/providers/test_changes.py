"""What is different between two states of one article."""

from collections.abc import Sequence
from pathlib import Path

from hypothesis import given

from providers.openweb.comments import Change, Comment, Kind
from providers.openweb.feed_answer import Item
from providers.openweb.replay import Replay
from tests.providers.replaying import event, full, replayed, user
from tests.providers.test_replay import ITEMS

FIRST: list[Item] = [
    user("u_1", "ann"),
    event("comment-created", "a", content="old", user_id="u_1"),
    event("comment-created", "b", content="stays"),
    event("reply-created", "b_r_1"),
]


def changes(*updates: Sequence[Item]) -> list[tuple[Kind, str, str]]:
    with replayed(*updates) as replay:
        return [(kind, comment.id, before) for kind, comment, before in replay.changes()]


def test_a_new_comment_is_new() -> None:
    assert changes(FIRST, [event("comment-created", "c")]) == [(Kind.NEW, full("c"), "")]


def test_an_edit_tells_the_text_before_and_after() -> None:
    with replayed(FIRST, [event("comment-edited", "a", content="new")]) as replay:
        (change,) = replay.changes()
    assert (change.kind, change.before, change.comment.content) == (Kind.EDITED, "old", "new")


def test_an_edit_that_ends_where_it_began_is_none() -> None:
    texts = [event("comment-edited", "a", content=text) for text in ("new", "old")]
    assert changes(FIRST, texts) == []


def test_a_deletion_counts_the_replies_that_went_along() -> None:
    assert changes(FIRST, [event("comment-deleted", "b")]) == [
        (Kind.DELETED, full("b"), ""),
        (Kind.DELETED, full("b_r_1"), ""),
    ]


def test_a_comment_that_came_back_is_not_deleted() -> None:
    back = event("comment-created", "a", content="old", user_id="u_1")
    assert changes([*FIRST, event("comment-deleted", "a")], [back]) == []


def test_an_anonymised_comment_does_not_tell_whose_it_was() -> None:
    with replayed(FIRST, [event("comment-anonymous", "a")]) as replay:
        (change,) = replay.changes()
    assert (change.kind, change.before, change.comment.user_name) == (Kind.ANONYMISED, "", "")


def test_one_comment_may_change_in_several_ways() -> None:
    words = ("comment-edited", "comment-deleted", "comment-anonymous")
    found = changes(FIRST, [event(word, "a", content="new") for word in words])
    assert [kind for kind, _, _ in found] == [Kind.EDITED, Kind.DELETED, Kind.ANONYMISED]


def test_what_came_and_went_is_only_new() -> None:
    words = ("comment-created", "comment-deleted")
    with replayed(FIRST, [event(word, "c") for word in words]) as replay:
        (change,) = replay.changes()
    assert (change.kind, change.comment.deleted) == (Kind.NEW, True)


def test_the_same_events_again_change_nothing() -> None:
    assert changes(FIRST, FIRST) == []


def test_without_an_earlier_state_nothing_is_told() -> None:
    assert changes(FIRST) == []


def test_a_process_that_starts_over_goes_on_with_the_file(tmp_path: Path) -> None:
    earlier, now = tmp_path / "earlier", tmp_path / "now"
    with Replay(earlier) as replay:
        replay.apply(FIRST)
    with Replay(now, earlier) as replay:
        replay.apply([event("comment-created", "c")])
    with Replay(now, earlier) as replay:
        replay.apply([event("comment-created", "d")])
        assert [change.comment.id for change in replay.changes()] == [full("c"), full("d")]
    with Replay(earlier) as replay:
        assert len(list(replay.comments())) == 3


@given(ITEMS, ITEMS)
def test_changes_are_the_difference_of_the_two_states(first: list[Item], more: list[Item]) -> None:
    with replayed(first) as replay:
        before = {comment.id: comment for comment in replay.comments()}
    with replayed(first, more) as replay:
        found = list(replay.changes())
        after = list(replay.comments())
    assert found == [change for comment in after for change in between(before, comment)]


def between(before: dict[str, Comment], now: Comment) -> list[Change]:
    if now.id not in before:
        return [Change(Kind.NEW, now)]
    was = before[now.id]
    happened = {
        Kind.EDITED: now.content != was.content,
        Kind.DELETED: now.deleted and not was.deleted,
        Kind.ANONYMISED: now.anonymous and not was.anonymous,
    }
    return [
        Change(kind, now, was.content if kind is Kind.EDITED else "")
        for kind, so in happened.items()
        if so
    ]
