"""Spot, article and message ids: as people paste them, and as they carry each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.openweb.ids import (
    Place,
    conversations_of,
    escape_post_id,
    parse_spot_id,
    place_of,
    post_in,
    spot_of,
    unescape_post_id,
)


@pytest.mark.parametrize(
    "text",
    [
        "sp_eCIlROSD",
        "  sp_eCIlROSD\n",
        "“sp_eCIlROSD”",
        "https://admin.spot.im/spot/sp_eCIlROSD/",
        "https://admin.spot.im/spot/sp_eCIlROSD/moderation?x=1",
        "https://admin.openweb.com/spot/sp_eCIlROSD",
        "admin.spot.im/spot/sp_eCIlROSD/settings",
        "https://admin.openweb.com/#/spot/sp_eCIlROSD/users",
    ],
)
def test_a_spot_is_found_in_what_is_pasted(text: str) -> None:
    assert parse_spot_id(text) == "sp_eCIlROSD"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "eCIlROSD",
        "SP_eCIlROSD",
        "sp_",
        "sp_a b",
        "sp_eCIlROSD_post",
        "https://evil.example/spot/sp_eCIlROSD/",
        "https://notspot.im/spot/sp_eCIlROSD/",
        "https://admin.spot.im/users/sp_eCIlROSD",
        "https://[/spot/sp_eCIlROSD",
    ],
)
def test_anything_else_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="not a spot ID"):
        parse_spot_id(text)


@pytest.mark.parametrize(
    ("message_id", "spot"),
    [
        ("sp_NxITuoE4_premiumchron-article-14302157_c_ryGQBs_r_yIWvwP", "sp_NxITuoE4"),
        ("sp_Rba9aFpG_finmb$27444752", "sp_Rba9aFpG"),
        ("sp_Rba9aFpG", None),
        ("12345", None),
        ("", None),
    ],
)
def test_a_message_id_names_its_spot(message_id: str, spot: str | None) -> None:
    assert spot_of(message_id) == spot


@pytest.mark.parametrize(
    ("post_id", "escaped"),
    [
        ("finmb_27444752", "finmb$27444752"),
        ("urn:uri:base64:a-b", "urn$3Auri$3Abase64$3Aa-b"),
        ("a,b:c/d", "a;b~c$2Fd"),
        ("plain-1", "plain-1"),
    ],
)
def test_an_articles_id_is_escaped_and_comes_back(post_id: str, escaped: str) -> None:
    assert escape_post_id(post_id) == escaped
    assert unescape_post_id(escaped) == post_id


def test_spaces_are_lost() -> None:
    assert escape_post_id("a b") == "ab"


@given(st.text(alphabet="aF2_:,;~$/-"))
def test_an_unescaped_id_still_means_the_same_conversation(text: str) -> None:
    assert escape_post_id(unescape_post_id(text)) == escape_post_id(text)


LONG = "sp_NxITuoE4_premiumchron-article-14302157"


@pytest.mark.parametrize(
    ("message_id", "place"),
    [
        (f"{LONG}_c_ryGQBs", Place(LONG, f"{LONG}_c_ryGQBs", "")),
        (f"{LONG}_c_ryGQBs_r_yI", Place(LONG, f"{LONG}_c_ryGQBs", f"{LONG}_c_ryGQBs")),
        (f"{LONG}_c_a_r_b_r_c", Place(LONG, f"{LONG}_c_a", f"{LONG}_c_a_r_b")),
        ("sp_1_post_m", Place("sp_1_post", "sp_1_post_m", "")),
        ("sp_1_post_m_r", Place("sp_1_post", "sp_1_post_m", "sp_1_post_m")),
        ("12345", Place("", "12345", "")),
        ("", Place("", "", "")),
    ],
)
def test_a_message_id_tells_its_conversation_thread_and_parent(
    message_id: str, place: Place
) -> None:
    assert place_of(message_id) == place


def test_only_the_known_conversation_tells_where_an_unescaped_article_ends() -> None:
    known = conversations_of("sp_1", "my_post")
    assert place_of("sp_1_my_post_m_r", known) == Place(
        "sp_1_my_post", "sp_1_my_post_m", "sp_1_my_post_m"
    )
    assert place_of("sp_1_my$post_c_m", known).conversation_id == "sp_1_my$post"
    assert known == {"sp_1_my$post": "my_post", "sp_1_my_post": "my_post"}


@pytest.mark.parametrize(
    ("conversation_id", "post_id"),
    [("sp_1_finmb$27", "finmb_27"), ("sp_1_my_post", "my_post"), ("sp_1", ""), ("other", "")],
)
def test_a_conversation_id_names_its_article(conversation_id: str, post_id: str) -> None:
    assert post_in(conversation_id) == post_id
