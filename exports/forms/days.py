"""The form behind “New export” by days: which days, and what will be asked because of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from credentials.models import KeyKind, Site
from exports import ranges
from exports.by_range.order import RangeOrder
from exports.forms.plan import RangePlan
from exports.forms.sites import OrderForm, sites_to_start_with, typed_in
from exports.ranges import RangeRefused


class DaysForm(OrderForm):
    first_day = forms.DateField(
        label="First day",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the first day."},
    )
    last_day = forms.DateField(
        label="Last day",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the last day. It is part of the range."},
    )
    reuse = forms.BooleanField(required=False)
    field_order = ("site", "first_day", "last_day", "label", "case_number")

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(person, *args, **kwargs)
        self.person = person
        self.will: RangePlan | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"site", "first_day", "last_day"} <= data.keys():
            try:
                self.will = RangePlan(self.order(), self.person, timezone.now())
            except RangeRefused as error:
                self.add_error(error.field, str(error))
        return data

    def order(self) -> RangeOrder:
        data = self.cleaned_data
        return RangeOrder(
            sites=tuple(data["site"]),
            first_day=data["first_day"],
            last_day=data["last_day"],
            label=data.get("label", ""),
            case_number=data.get("case_number", ""),
            reuse=data.get("reuse", False),
        )

    def key_kinds_at(self, site: Site) -> Sequence[KeyKind]:
        return [site.key_kind]

    @property
    def range_problem(self) -> str:
        """Why these days cannot be asked for; empty while fields are still to be filled."""
        problems = [
            error
            for field in ("first_day", "last_day")
            if self.data.get(field)
            for error in self.errors.get(field, ())
        ]
        return str(problems[0]) if problems else ""


def draft_from(person: User, address: QueryDict) -> dict[str, Any]:
    """What the form starts with: the address, else the sites used last and yesterday."""
    chosen = sites_to_start_with(person, address)
    draft = typed_in(address, "first_day", "last_day", "label", "case_number", "reuse")
    preset = address.get("preset") or (
        "" if draft.keys() & {"first_day", "last_day"} else "yesterday"
    )
    return draft | {"site": [site.pk for site in chosen]} | _days(preset, chosen)


def _days(preset: str, sites: list[Site]) -> dict[str, Any]:
    if preset not in ranges.PRESETS:
        return {}
    zone = sites[0].zone if sites else timezone.get_current_timezone_name()
    first, last = ranges.preset_days(preset, zone, timezone.now())
    return {"first_day": first.isoformat(), "last_day": last.isoformat()}
