"""The form behind “New export”: which sites, which days, and what will be asked because of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from credentials.models import KeyState, Site
from exports import ranges
from exports.by_range.order import RangeOrder
from exports.queries import last_used_sites, startable_sites
from exports.ranges import Range, RangeRefused


@dataclass(frozen=True)
class Asked:
    """What will be asked at the sites that share a zone and a reading of zoneless times."""

    words: str
    sites: tuple[Site, ...]
    range: Range
    sent: tuple[str, str]
    vendor_zone: str


@dataclass(frozen=True)
class SiteChoice:
    """One line of the site list; `trouble` says what is wrong with its key."""

    site: Site
    ticked: bool
    trouble: str
    can_start: bool


TROUBLES = {
    KeyState.REFUSED: "OpenWeb refuses its key: the export will wait until an admin replaces it.",
    KeyState.UNREADABLE: "Its key cannot be read: the export will wait until an admin enters it.",
}
NO_KEY = "It has no key yet: an admin must store one first."


class NewExportForm(forms.Form):
    site = forms.ModelMultipleChoiceField(
        Site.objects.none(),
        label="Sites",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one site."},
    )
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
    label = forms.CharField(
        max_length=100,
        required=False,
        help_text="Shown instead of the title, to find the export again.",
    )
    case_number = forms.CharField(
        label="Case number", max_length=60, required=False, help_text="The search finds it."
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.startable = startable_sites(person)
        self.fields["site"].queryset = self.startable  # type: ignore[attr-defined]
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
        """What is asked for, once the form is valid."""
        data = self.cleaned_data
        return RangeOrder(
            sites=tuple(data["site"]),
            first_day=data["first_day"],
            last_day=data["last_day"],
            label=data.get("label", ""),
            case_number=data.get("case_number", ""),
        )

    def focus_first_error(self) -> None:
        """Let the browser move there by itself, with or without JavaScript."""
        wrong = [name for name in self.fields if name in self.errors]
        for name in wrong[:1]:
            self.fields[name].widget.attrs["autofocus"] = True

    @property
    def site_choices(self) -> list[SiteChoice]:
        ticked = {str(pk) for pk in self["site"].value() or ()}
        return [_choice(site, str(site.pk) in ticked) for site in self.startable]

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


def _choice(site: Site, ticked: bool) -> SiteChoice:
    keys = list(site.keys.all())
    trouble = TROUBLES.get(KeyState(keys[0].state), "") if keys else NO_KEY
    return SiteChoice(site, ticked, trouble, can_start=bool(keys))


def _asked(order: RangeOrder, now: datetime) -> Iterable[Asked]:
    alike: dict[tuple[str, str], list[Site]] = {}
    for site in order.sites:
        alike.setdefault((site.zone, site.vendor_zone), []).append(site)
    for (zone, vendor_zone), sites in alike.items():
        asked = order.range_for(sites[0], now)
        sent = ranges.sent(asked, vendor_zone)
        yield Asked(ranges.in_words(asked, zone), tuple(sites), asked, sent, vendor_zone)


def draft_from(person: User, address: QueryDict) -> dict[str, Any]:
    """What the form starts with: the address, else the sites used last and yesterday."""
    startable = list(startable_sites(person))
    wanted = address.getlist("site") or [str(pk) for pk in last_used_sites(person)]
    chosen = [site for site in startable if str(site.pk) in wanted]
    if not chosen and len(startable) == 1:
        chosen = startable
    draft: dict[str, Any] = {name: address[name] for name in _TYPED if address.get(name)}
    preset = address.get("preset") or (
        "" if draft.keys() & {"first_day", "last_day"} else "yesterday"
    )
    return draft | {"site": [site.pk for site in chosen]} | _days(preset, chosen)


_TYPED = ("first_day", "last_day", "label", "case_number")


def _days(preset: str, sites: list[Site]) -> dict[str, Any]:
    if preset not in ranges.PRESETS:
        return {}
    zone = sites[0].zone if sites else timezone.get_current_timezone_name()
    first, last = ranges.preset_days(preset, zone, timezone.now())
    return {"first_day": first.isoformat(), "last_day": last.isoformat()}
