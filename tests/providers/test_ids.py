"""Spot ids as people paste them, and as message ids carry them."""

import pytest

from providers.openweb.ids import parse_spot_id, spot_of


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
