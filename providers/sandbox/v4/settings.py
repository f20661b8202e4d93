"""The limits of the fourth generation, and what it leaves open."""

from dataclasses import dataclass
from typing import Literal

from providers.sandbox.checks import option


@dataclass(frozen=True)
class V4Settings:
    v4_longest_hours: float = option(730.0, "a longer range is a bad request, 0 for no limit")
    v4_largest_file: int = option(100_000, "more max_records_in_file are a bad request")
    v4_at_once: int = option(1, "so many exports of v4 of a spot at a time, 0 for no limit")
    v4_token_seconds: int = option(86_400, "a token lives so long")
    v4_auth_per_second: float = option(1.0, "so many tokens a second and address, 0 for no limit")
    v4_conversation_days: int = option(
        30, "a conversation that is asked for without a range began so many days ago"
    )
    v4_tables: Literal["all", "comments"] = option("all", "users and ranks come too, or do not")
    v4_file_order: Literal["comments_first", "comments_last"] = option(
        "comments_first", "where the comments stand among the files"
    )
    v4_packing: Literal["apart", "together"] = option(
        "apart", "each file in a zip of its own, or all of them in one"
    )
    v4_file_names: Literal["telling", "numbered"] = option(
        "telling", "the name of a file says what is in it, or only its number"
    )
