"""What people paste to name a person, and the sentence for what names none."""

import pytest

from providers.openweb.people_ids import LONGEST_PERSON, PersonKind, parse_person


@pytest.mark.parametrize(
    "text",
    [
        "u_YPF3GsGKMo02",
        "  u_YPF3GsGKMo02\n",
        "“u_YPF3GsGKMo02”",
        "https://admin.spot.im/spot/sp_eCIlROSD/moderation/user/u_YPF3GsGKMo02",
        "https://admin.openweb.com/#/spot/sp_eCIlROSD/users/u_YPF3GsGKMo02/comments?tab=all",
        "admin.spot.im/user/u_YPF3GsGKMo02",
        "user/u_YPF3GsGKMo02",
    ],
)
def test_a_user_id_is_read_alone_or_from_an_address(text: str) -> None:
    assert parse_person(text) == (PersonKind.USER_ID, "u_YPF3GsGKMo02")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "There is no id"),
        (" \t\u200b ", "There is no id"),
        ("u_one u_two", "has a space"),
        ("u_one\nu_two", "cannot be read"),
        ("u_one\x00", "cannot be read"),
        ("u_", "no user ID"),
        ("12345", "no user ID.*primary key"),
        ("Ann", "no user ID"),
        ("U_YPF3GsGKMo02", "no user ID"),
        ("u_" + "x" * 200, "no user ID"),
        ("https://admin.spot.im/spot/sp_eCIlROSD/users", "no user ID"),
        ("x" * 5000 + "/user/u_YPF3GsGKMo02", "no user ID"),
    ],
)
def test_anything_else_gets_a_short_sentence(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as refused:
        parse_person(text)
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize(
    "text", ["12345", "ann@news.example", "auth0|5f7c", "u_YPF3GsGKMo02", "Zoë"]
)
def test_a_primary_key_has_any_form_but_is_never_guessed(text: str) -> None:
    assert parse_person(f" {text} ", PersonKind.PRIMARY_KEY) == ("primary_key", text)


@pytest.mark.parametrize("text", ["", "two words", "x" * (LONGEST_PERSON + 1), "a\x1b[2Jb"])
def test_a_primary_key_has_bounds(text: str) -> None:
    with pytest.raises(ValueError, match=r"no id|space|too long"):
        parse_person(text, PersonKind.PRIMARY_KEY)
