"""OpenWeb's limits as an admin may correct them; empty is what OpenWeb's documents say."""

from collections.abc import Callable
from datetime import timedelta

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator

from providers.openweb.generations import GENERATIONS, Generation

LIMITS = ("longest_hours", "exports_at_once", "rows_per_file")
A_YEAR = 366 * 24  # hours
MOST_AT_ONCE = 20
FEWEST_ROWS = 100  # fewer would make more files than anybody could fetch
MOST_ROWS = 1_000_000


class LimitField(forms.IntegerField):
    def __init__(self, label: str, least: int, most: int, help_text: str) -> None:
        super().__init__(
            label=label,
            required=False,
            help_text=help_text,
            error_messages={"invalid": "Enter a whole number, or leave it empty."},
            validators=[
                MinValueValidator(least, f"Enter {least:,} or more, or leave it empty."),
                MaxValueValidator(most, f"Enter {most:,} or less, or leave it empty."),
            ],
        )


def limit_fields() -> tuple[LimitField, LimitField, LimitField]:
    """The fields of LIMITS, in their order."""
    at_once = (
        f"{_documented(_at_once)} Where no limit is known, {settings.SPOT_TURNS} are asked for."
    )
    only_some = f"{_documented(_rows)} Elsewhere OpenWeb decides."
    return (
        LimitField("Longest part, in hours", 1, A_YEAR, _documented(_hours)),
        LimitField("Exports at a time", 1, MOST_AT_ONCE, at_once),
        LimitField("Rows per file", FEWEST_ROWS, MOST_ROWS, only_some),
    )


def _documented(most: Callable[[Generation], int | None]) -> str:
    """What the documents of the generations say: `Empty: as documented, 24 for v2, 730 for v4.`"""
    found = [(one.name, most(one)) for one in GENERATIONS.values()]
    told = [f"{limit:,} for {name}" for name, limit in found if limit]
    return f"Empty: as documented, {', '.join(told)}."


def _hours(generation: Generation) -> int | None:
    longest = generation.limits.longest
    return longest // timedelta(hours=1) if longest else None


def _at_once(generation: Generation) -> int | None:
    return generation.limits.at_once


def _rows(generation: Generation) -> int | None:
    return generation.limits.rows_per_file if generation.rows_can_be_asked else None
