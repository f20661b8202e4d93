"""What one event says, in every form that documents and vendors' own clients show."""

import json
from typing import Any

import pytest

from providers.openweb.feed_events import Action, EventReader, FeedEvent, read_user

CONVERSATION = "sp_1_my$post"


def read(event: object) -> FeedEvent:
    text = json.dumps(event)
    return EventReader("sp_1", "my_post").read(json.loads(text, parse_int=str), text)


def created(**fields: Any) -> FeedEvent:
    message = {"id": f"{CONVERSATION}_c_a_r_b", "content": "Text", **fields}
    return read({"type": "reply-created", "message": message})


@pytest.mark.parametrize(
    ("word", "kind", "action"),
    [
        ("comment-created", "comment", Action.CREATED),
        ("comment-edited", "comment", Action.EDITED),
        ("comment-deleted", "comment", Action.DELETED),
        ("comment-soft-deleted", "comment", Action.SOFT_DELETED),
        ("comment-anonymous", "comment", Action.ANONYMOUS),
        ("reply-created", "reply", Action.CREATED),
        ("reply-edited", "reply", Action.EDITED),
        ("reply-deleted", "reply", Action.DELETED),
        ("reply-anonymous", "reply", Action.ANONYMOUS),
    ],
)
def test_nine_types_are_known(word: str, kind: str, action: Action) -> None:
    event = read({"type": word, "message": {"id": "sp_1_p_c_a"}})
    assert (event.type, event.kind, event.action) == (word, kind, action)


@pytest.mark.parametrize(
    "event",
    [
        {"type": "comment-liked", "message": {"id": "a"}},
        {"type": "reply-soft-deleted", "message": {"id": "a"}},
        {"type": "comment-created", "message": {"content": "no id"}},
        {"type": "comment-created", "message": "a"},
        {"type": ["comment-created"]},
        {},
        None,
        "comment-created",
        [1],
    ],
)
def test_anything_else_cannot_be_applied_but_is_kept(event: object) -> None:
    found = read(event)
    assert found.action is None
    assert json.loads(found.line) == event


@pytest.mark.parametrize(
    ("written_at", "utc"),
    [
        ("2020-05-06 12:44:00 +0000", "2020-05-06T12:44:00+00:00"),
        ("2020-05-06 14:44:00 +0200", "2020-05-06T12:44:00+00:00"),
        (1588769040, "2020-05-06T12:44:00+00:00"),
        ("1588769040", "2020-05-06T12:44:00+00:00"),
        (1588769040500, "2020-05-06T12:44:00.500000+00:00"),
        ("0001-01-01 00:00:00 +1400", ""),
        ("yesterday", ""),
        (None, ""),
    ],
)
def test_times_of_all_forms_are_utc(written_at: object, utc: str) -> None:
    assert created(written_at=written_at).written_at == utc


def test_times_with_and_without_fractions_sort_as_times_do() -> None:
    numbers = [1588769040, 1588769040500, 1588769041]
    times = [created(written_at=number).written_at for number in numbers]
    assert times == sorted(times)


def test_the_parent_is_read_from_the_id() -> None:
    event = created()
    assert event.parent_id == event.root_id == f"{CONVERSATION}_c_a"
    assert (event.conversation_id, event.post_id) == (CONVERSATION, "my_post")


@pytest.mark.parametrize("name", ["parent_id", "comment_id"])
def test_a_parent_that_is_named_counts_more(name: str) -> None:
    event = created(**{name: f"{CONVERSATION}_c_other"})
    assert event.parent_id == f"{CONVERSATION}_c_other"
    assert event.root_id == f"{CONVERSATION}_c_a"


def test_a_named_parent_starts_the_thread_when_the_id_tells_nothing() -> None:
    event = read({"type": "reply-created", "message": {"id": 12, "comment_id": 7}})
    assert (event.id, event.parent_id, event.root_id) == ("12", "7", "7")


def test_no_message_is_its_own_parent() -> None:
    event = created(parent_id=f"{CONVERSATION}_c_a_r_b")
    assert event.parent_id == f"{CONVERSATION}_c_a"


def test_a_comment_has_no_parent() -> None:
    message = {"id": f"{CONVERSATION}_c_a", "comment_id": f"{CONVERSATION}_c_a"}
    event = read({"type": "comment-created", "message": message})
    assert (event.parent_id, event.root_id) == ("", f"{CONVERSATION}_c_a")


def test_half_a_surrogate_pair_becomes_a_question_mark_and_stays_in_the_line() -> None:
    event = created(content="a\ud83d", nick_name="\u0000ü")
    assert (event.content, event.nick_name) == ("a?", "\u0000ü")
    assert "\\ud83d" in event.line


def test_an_event_printed_over_several_lines_is_kept_on_one() -> None:
    text = json.dumps({"type": "x", "message": {"content": "a\r\nb"}}, indent=4).replace(
        "\n", "\r\n"
    )
    line = EventReader("sp_1", "p").read(None, text).line
    assert "\n" not in line
    assert json.loads(line) == json.loads(text)


def test_a_user_may_lack_any_name() -> None:
    user = read_user("u_1", {"user_name": "ann", "display_name": None, "nick_name": "7"})
    assert (user.user_name, user.display_name, user.nick_name) == ("ann", "", "7")
    assert read_user("u_1", None).user_name == ""
