"""What both ways of asking share: the list of sites, the label and the case number."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from accounts.models import User
from credentials.form_fields import ChosenField
from credentials.models import Key, KeyKind, KeyState, Site
from exports.kinds import Order
from exports.queries import last_used_sites, startable_sites

TROUBLES = {
    KeyState.REFUSED: "OpenWeb refuses its key: the export will wait until an admin replaces it.",
    KeyState.UNREADABLE: "Its key cannot be read: the export will wait until an admin enters it.",
}
NO_KEY = "It has no {} yet: an admin must store one first."


@dataclass(frozen=True)
class SiteChoice:
    """One line of the site list; `trouble` says what is wrong with its key."""

    site: Site
    ticked: bool
    trouble: str
    can_start: bool


class OrderForm(forms.Form):
    """Where something is asked for; each way of asking adds what, and makes an `order` of it."""

    site = ChosenField(
        Site.objects.none(),
        label="Sites",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one site."},
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

    def order(self) -> Order:
        """What is asked for, once the form is valid."""
        raise NotImplementedError

    def focus_first_error(self) -> None:
        """Let the browser move there by itself, with or without JavaScript."""
        wrong = [name for name in self.fields if name in self.errors]
        for name in wrong[:1]:
            self.fields[name].widget.attrs["autofocus"] = True

    @cached_property
    def site_choices(self) -> list[SiteChoice]:
        ticked = {str(pk) for pk in self["site"].value() or ()}
        return [
            _choice(site, str(site.pk) in ticked, self.key_kinds_at(site))
            for site in self.startable
        ]

    def key_kinds_at(self, site: Site) -> Sequence[KeyKind]:
        """The keys with which this can be asked for at the site: any of them will do."""
        return site.key_kinds

    @property
    def site_query(self) -> str:
        """The ticked sites as an address carries them to the other way of asking."""
        return urlencode([("site", each.site.pk) for each in self.site_choices if each.ticked])


def _choice(site: Site, ticked: bool, kinds: Sequence[KeyKind]) -> SiteChoice:
    keys = [key for kind in kinds if (key := site.key_of(kind))]
    return SiteChoice(site, ticked, _trouble(kinds, keys), can_start=bool(keys))


def _trouble(kinds: Sequence[KeyKind], keys: Sequence[Key]) -> str:
    """What is wrong with the keys, unless one of them is good; empty then."""
    if not keys:
        return NO_KEY.format(" and no ".join(kind.label for kind in kinds))
    troubles = [TROUBLES.get(KeyState(key.state), "") for key in keys]
    return troubles[0] if all(troubles) else ""


def sites_to_start_with(person: User, address: QueryDict) -> list[Site]:
    """The sites in the address, else those used last, else the only one there is."""
    startable = list(startable_sites(person))
    wanted = address.getlist("site") or [str(pk) for pk in last_used_sites(person)]
    chosen = [site for site in startable if str(site.pk) in wanted]
    return chosen or (startable if len(startable) == 1 else [])


def typed_in(address: QueryDict, *names: str) -> dict[str, Any]:
    """What the address fills these fields with."""
    return {name: address[name] for name in names if address.get(name)}
