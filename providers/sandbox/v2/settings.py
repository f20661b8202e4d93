"""What the second generation leaves open, or says in two ways."""

from dataclasses import dataclass

from providers.sandbox.checks import option


@dataclass(frozen=True)
class V2Settings:
    v2_longest_hours: float = option(24.0, "a longer range is a bad request, 0 for no limit")
    v2_rows_per_file: int = option(
        10_000, "rows of a file of v2; newer texts say 100000 and older ones 10000"
    )
    v2_at_once: int = option(0, "so many exports of v2 of a spot at a time, 0 for no limit")
    v2_abort_needs_key: bool = option(True, "an abort without the key is refused")
