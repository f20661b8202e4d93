"""Filters by value: what there is to tick, and how many conversations are behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from conversations.counting import Counts
from conversations.fields import BY_NAME, words_of
from conversations.forms import FLAG_VALUES, UNKNOWN, FilterForm
from conversations.queries import CHOICES, FLAGS

IN_BAR = ("type", "status", "register_status")  # the others are behind "More"
MOST_OTHERS = 20  # of the values that the document does not name


@dataclass(frozen=True)
class Value:
    """`number` is None while nobody has counted."""

    value: str
    words: str
    is_chosen: bool
    number: int | None


@dataclass(frozen=True)
class Facet:
    """`chosen` is how many of its values are ticked; `left_out` how many are not offered."""

    name: str
    label: str
    values: list[Value]
    left_out: int = 0

    @property
    def is_in_bar(self) -> bool:
        return self.name in IN_BAR

    @property
    def chosen(self) -> int:
        return sum(value.is_chosen for value in self.values)


def facets_of(form: FilterForm, counts: Counts | None) -> list[Facet]:
    """One for each of CHOICES and FLAGS; the values that the document names come first."""
    return [_facet(form, name, counts) for name in (*CHOICES, *FLAGS)]


def _facet(form: FilterForm, name: str, counts: Counts | None) -> Facet:
    documented = {value: str(words) for value, words in form.fields[name].choices}  # type: ignore[attr-defined]
    chosen = form.cleaned_data.get(name) or []
    found = _by_address(name, counts.values[name]) if counts else {}
    others = _others(name, [*chosen, *found], documented)
    kept = set(chosen) | set(list(others)[:MOST_OTHERS])
    offered = documented | {value: words for value, words in others.items() if value in kept}
    if UNKNOWN not in kept and not found.get(UNKNOWN):
        del offered[UNKNOWN]
    values = [
        Value(value, words, value in chosen, found.get(value, 0) if counts else None)
        for value, words in offered.items()
    ]
    return Facet(name, BY_NAME[name].label, values, len(others.keys() - kept))


def _by_address(name: str, numbers: Mapping[Any, int]) -> dict[str, int]:
    """By how addresses write each value, the most first."""
    ranked = sorted(numbers.items(), key=lambda pair: -pair[1])
    if name in FLAGS:
        written = {value: text for text, value in FLAG_VALUES.items()}
        return {written[value]: number for value, number in ranked}
    return {value or UNKNOWN: number for value, number in ranked}


def _others(name: str, values: Iterable[str], documented: Mapping[str, str]) -> dict[str, str]:
    if name in FLAGS:
        return {}
    return {value: words_of(name, value) for value in values if value not in documented}
