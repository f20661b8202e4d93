"""One message: every value in whatever form it comes, and its blocks as one text."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.openweb.user_activity_message import read_message, read_status
from providers.openweb.user_activity_records import BlockKind, Message, MessageKind, Status

CONVERSATION = "sp_1_post"
NOON = datetime(2020, 11, 22, 12, tzinfo=UTC)
SECONDS = int(NOON.timestamp())


def read(**value: Any) -> Message:
    return read_message(json.dumps(value), value, CONVERSATION)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("approved approve approve_all force_approve_all Approved", Status.APPROVED),
        ("publish_and_moderate published", Status.PUBLISHED),
        ("pending require_approval", Status.PENDING),
        ("rejected reject REJECTED", Status.REJECTED),
        ("block blocked blocked_by_policy", Status.BLOCKED),
        ("quarantined approvedish", Status.UNKNOWN),
    ],
)
def test_a_status_word_is_put_with_its_like(words: str, status: Status) -> None:
    assert {read_status(word) for word in words.split()} == {status}


def test_words_of_a_status_may_stand_apart_in_any_way_and_be_missing() -> None:
    assert read_status(" Publish and  moderate ") is Status.PUBLISHED
    assert read_status("require-approval") is Status.PENDING
    assert read(status=None).status is Status.UNKNOWN


def test_an_unknown_status_keeps_its_word() -> None:
    assert read(status="Quarantined!").status_word == "Quarantined!"


@pytest.mark.parametrize(
    "value", [SECONDS, float(SECONDS), str(SECONDS), SECONDS * 1000, "2020-11-22T12:00:00Z"]
)
def test_a_time_is_in_utc_in_whatever_form_it_comes(value: object) -> None:
    assert read(written_at=value).written_at == NOON
    assert read(written_at=None, time=value).written_at == NOON


def test_a_fraction_of_a_second_is_kept() -> None:
    assert read(written_at=SECONDS + 0.5).written_at == NOON.replace(microsecond=500_000)


@pytest.mark.parametrize("value", [None, "", 0, "0", "soon", [], {}, True, 10**40, -(10**15)])
def test_a_time_that_is_none_is_none(value: object) -> None:
    assert read(written_at=value).written_at is None


@pytest.mark.parametrize(
    ("value", "number"), [(3, 3), ("3", 3), (3.0, 3), (None, 0), (-1, 0), ([], 0)]
)
def test_votes_are_numbers(value: object, number: int) -> None:
    message = read(rank={"ranks_up": value, "ranks_down": value}, replies_count=value)
    assert (message.ranks_up, message.ranks_down, message.replies_count) == (number,) * 3
    assert read(rank=None).ranks_up == read(rank=[]).ranks_up == 0


@pytest.mark.parametrize(
    ("value", "is_set"),
    [(True, True), ("true", True), (1, True), (False, False), ("False", False), (None, None)],
)
def test_flags_may_be_texts_or_missing(value: object, is_set: bool | None) -> None:
    message = read(edited=value, deleted=value, featured=value, published=value)
    assert (message.edited, message.deleted, message.featured) == (is_set is True,) * 3
    assert message.published is is_set


@pytest.mark.parametrize(
    "value",
    [
        {"type": "reply", "id": "x"},
        {"type": "Reply", "id": "x"},
        {"id": "x", "parent_id": "y"},
        {"id": "x", "depth": 2},
        {"id": "sp_1_post_c_a_r_b"},
        {"id": "sp_1_post_c_a_r_b", "type": None},
    ],
)
def test_a_reply_is_known_by_its_type_or_what_only_replies_have(value: dict[str, Any]) -> None:
    assert read(**value).kind is MessageKind.REPLY
    assert read(**value).depth > 0


def test_the_parent_and_the_root_come_from_the_id_when_they_are_not_told() -> None:
    message = read(id="sp_1_post_c_a_r_b_r_c")
    assert (message.parent_id, message.root_id) == ("sp_1_post_c_a_r_b", "sp_1_post_c_a")
    told = read(id="sp_1_post_c_a_r_b", parent_id="p", root_comment="r")
    assert (told.parent_id, told.root_id) == ("p", "r")
    assert read(id="sp_1_post_c_a", type="comment", parent_id="").parent_id == ""


def test_a_message_without_id_has_one_of_its_own_text() -> None:
    first, second = read(content="a"), read(content="b")
    assert first.id == read(content="a").id != second.id
    assert first.id.startswith("no-id-")


BLOCKS = [
    {"type": "text", "text": "<p>Hello @{m1},</p><p>look &amp; laugh</p>"},
    {"type": "user-mention", "id": "m1", "user_id": "u_zoe", "display_name": "Zoë"},
    {"type": "image", "image_id": "production/abc"},
    {"type": "animation", "title": "A cat", "original_url": "https://images.example/cat.gif"},
    {"type": "poll", "question": "?"},
    None,
    7,
]


def test_blocks_of_every_kind_become_one_text() -> None:
    message = read(content=BLOCKS)
    assert message.text == "Hello @Zoë,\nlook & laugh\n[image]\n[animation: A cat]"
    assert [block.kind for block in message.blocks] == [
        BlockKind.TEXT, BlockKind.MENTION, BlockKind.IMAGE, BlockKind.ANIMATION,
        BlockKind.UNKNOWN, BlockKind.UNKNOWN,
    ]  # fmt: skip
    assert message.blocks[1].id == "u_zoe"
    assert message.blocks[2].id == "production/abc"
    assert message.blocks[3].url == "https://images.example/cat.gif"
    assert message.blocks[4].type == "poll"


def test_a_mention_that_no_text_places_stands_alone() -> None:
    mention = {"type": "user-mention", "display_name": "Zoë"}
    assert read(content=[mention, {"type": "text", "text": "hi"}]).text == "@Zoë\nhi"


@pytest.mark.parametrize("content", [None, [], {}, "", [{"type": "text", "text": None}], [{}]])
def test_no_content_is_no_text(content: object) -> None:
    assert read(content=content).text == ""


@pytest.mark.parametrize("content", ["words", {"type": "text", "text": "words"}, ["words"]])
def test_a_lone_text_counts_as_a_block(content: object) -> None:
    assert read(content=content).text == "words"


def test_no_text_holds_what_a_database_refuses() -> None:
    message = read(id="a\x00", user_id="b\x00", status="c\x00", content="d\x00\ud800")
    said = (message.id, message.user_id, message.status_word, message.text, message.raw)
    assert "\x00" not in "".join(said)
    assert "".join(said).encode()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(("type", "text", "id")), inner),
    max_leaves=5,
)
NAMES = (
    "id", "user_id", "type", "parent_id", "root_comment", "depth", "written_at", "time", "status",
    "rank", "metadata", "content", "edited", "deleted", "published", "replies_count",
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(NAMES), ANYTHING))
def test_whatever_stands_there_a_message_is_read(value: dict[str, Any]) -> None:
    message = read(**value)
    assert message.id
    assert isinstance(message.text, str)
