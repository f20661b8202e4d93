"""The form behind “New export” by days: which days, and what will be asked because of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from credentials.models import Site
from exports import ranges
from exports.by_range.order import RangeOrder
from exports.forms.sites import OrderForm, sites_to_start_with, typed_in
from exports.ranges import Range, RangeRefused
from providers.openweb import generations as openweb
from providers.openweb.generations import Limits


@dataclass(frozen=True)
class Asked:
    """What will be asked at the sites that share a zone and a reading of zoneless times."""

    words: str
    sites: tuple[Site, ...]
    range: Range
    parts: int
    sent: Mapping[str, str | int]
    vendor_zone: str


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
    field_order = ("site", "first_day", "last_day", "label", "case_number")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked: tuple[Asked, ...] = ()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"site", "first_day", "last_day"} <= data.keys():
            try:
                self.asked = tuple(_asked(self.order(), timezone.now()))
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
        )

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


def _asked(order: RangeOrder, now: datetime) -> Iterable[Asked]:
    alike: dict[tuple[str, str, str, Limits], list[Site]] = {}
    for site in order.sites:
        how = (site.zone, site.vendor_zone, site.generation, site.limits)
        alike.setdefault(how, []).append(site)
    for sites in alike.values():
        yield _asked_at(order, tuple(sites), now)


def _asked_at(order: RangeOrder, sites: tuple[Site, ...], now: datetime) -> Asked:
    site = sites[0]
    asked = order.range_for(site, now)
    parts = tuple(ranges.cut(asked, site.limits.longest, site.zone))
    sent = site.api.sent(
        openweb.Asked(site.spot_id, parts[0].since, parts[0].to, zone=site.vendor_zone)
    )
    words = ranges.in_words(asked, site.zone)
    return Asked(words, sites, asked, len(parts), sent, site.vendor_zone)


def draft_from(person: User, address: QueryDict) -> dict[str, Any]:
    """What the form starts with: the address, else the sites used last and yesterday."""
    chosen = sites_to_start_with(person, address)
    draft = typed_in(address, "first_day", "last_day", "label", "case_number")
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
