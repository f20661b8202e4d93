"""By which generation of OpenWeb's export API a site is asked, and within which limits."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms

from credentials.forms.connection import ConnectionForm
from credentials.forms.key import OPENWEB_TOKENS
from credentials.forms.limits import LIMITS, limit_fields
from credentials.models import KeyKind, Site
from providers.openweb.generations import GENERATIONS, Generation, Limits

# Those of the newest first, so that its own key comes before what older ones use as well.
ALL_KEYS = tuple(
    dict.fromkeys(
        kind for name in reversed(GENERATIONS) for kind in Site(generation=name).key_kinds
    )
)


def needed_for(kind: KeyKind) -> str:
    """For which generations a site needs this key, as a sentence."""
    names = [one.name for one in GENERATIONS.values() if one.key == kind.value]
    rest = " Otherwise only articles and people need it." if kind is KeyKind.EXPORT_TOKEN else ""
    return f"Needed for {' and '.join(names)}.{rest}"


@dataclass(frozen=True)
class Choice:
    """One generation to choose; `key` is the kind that its exports need."""

    name: str
    label: str
    key: str
    about: str
    is_chosen: bool


class GenerationForm(ConnectionForm):
    generation = forms.ChoiceField(
        label="Export API",
        choices=[(one.name, one.label) for one in GENERATIONS.values()],
        widget=forms.RadioSelect,
    )
    longest_hours, exports_at_once, rows_per_file = limit_fields()

    @property
    def chosen(self) -> Generation:
        """What is ticked; what new sites start with when that is nothing that exists."""
        start = Site._meta.get_field("generation").default
        return GENERATIONS.get(str(self["generation"].value()), GENERATIONS[start])

    @property
    def key_kinds(self) -> tuple[KeyKind, ...]:
        return Site(generation=self.chosen.name).key_kinds

    @property
    def generations(self) -> list[Choice]:
        return [
            Choice(one.name, one.label, one.key.value, _about(one), one == self.chosen)
            for one in GENERATIONS.values()
        ]

    @property
    def limits(self) -> list[forms.BoundField]:
        return [self[name] for name in LIMITS]

    @property
    def has_own_limits(self) -> bool:
        """Whether the limits are worth being seen: something is entered, or wrong."""
        return any(field.value() or field.errors for field in self.limits)

    def clean_rows_per_file(self) -> int | None:
        rows: int | None = self.cleaned_data["rows_per_file"]
        most = self.chosen.limits.rows_per_file
        if rows and not self.chosen.rows_can_be_asked:
            said = (
                f"{self.chosen.name} cannot be asked for files of a certain size. Leave it empty."
            )
            raise forms.ValidationError(said)
        if rows and most and rows > most:
            raise forms.ValidationError(f"{self.chosen.name} allows at most {most:,} rows a file.")
        return rows

    def defaults(self) -> dict[str, Any]:
        start = Site._meta.get_field("generation").default
        return {**super().defaults(), "generation": start}


def _about(generation: Generation) -> str:
    key = f"Takes the {KeyKind(generation.key).label}. {OPENWEB_TOKENS}."
    return f"{key} {_limited(generation.limits)} {generation.note}"


def _limited(limits: Limits) -> str:
    if limits.longest is None:
        return "No longest range is documented."
    at_once = ", one export at a time" if limits.at_once == 1 else ""
    return f"At most {limits.longest // timedelta(hours=1)} hours in one part{at_once}."
