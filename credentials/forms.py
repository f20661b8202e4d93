"""The forms behind a site's pages; the command line uses the same."""

from dataclasses import fields
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.functional import cached_property

from accounts.models import User
from credentials.form_fields import ChosenField, RuleField, TokenField, zone_field
from credentials.models import Site
from credentials.services import SiteDetails
from providers.openweb.article_ids import LONGEST_LINE, id_in_address
from providers.openweb.ids import parse_spot_id

DOES_NOT_FIT = (
    "The rule does not fit this address. A * is one part between slashes, /**/ any number of parts."
)
LONGEST_SPOT_ID = Site._meta.get_field("spot_id").max_length or 0


class RuleTrial(forms.Form):
    """A rule and an address to try it with; nothing of it is kept."""

    article_rule = RuleField()
    article_address = forms.CharField(
        label="Try it with an address",
        required=False,
        max_length=LONGEST_LINE,
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "aria-describedby": "rule-result"}
        ),
    )
    found = ""

    def clean_article_address(self) -> str:
        """Leaves the id in `found`, or says why there is none."""
        address: str = self.cleaned_data["article_address"]
        rule = self.cleaned_data.get("article_rule")
        if address and rule:
            try:
                self.found = id_in_address(address, rule)
            except ValueError as error:
                raise forms.ValidationError(str(error)) from None
            if not self.found:
                raise forms.ValidationError(DOES_NOT_FIT)
        return address


class SiteForm(forms.Form):
    """What a site is and who may see it."""

    name = forms.CharField(
        max_length=100, help_text="As your colleagues call it. It also stands in file names."
    )
    spot_id = forms.CharField(
        label="Spot ID",
        max_length=500,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text="Starts with sp_. You may paste the address of OpenWeb's admin dashboard.",
    )
    zone = zone_field("Time zone", "Tells when “yesterday” begins and ends for this site.")
    vendor_zone = zone_field(
        "OpenWeb's time zone",
        "How OpenWeb reads the times that it is asked for. UTC, unless you found otherwise.",
    )
    article_rule = RuleField()
    is_limited = forms.TypedChoiceField(
        label="Who may see it",
        coerce=lambda value: value == "chosen",
        choices=[("everyone", "Everyone who can sign in"), ("chosen", "Only those chosen here")],
        widget=forms.RadioSelect,
    )
    groups = ChosenField(
        Group.objects.order_by("name"), required=False, widget=forms.CheckboxSelectMultiple
    )
    people = ChosenField(
        User.objects.filter(is_active=True).order_by("username"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="People who manage sites see every site.",
    )

    def __init__(self, *args: Any, site: Site | None = None, **kwargs: Any) -> None:
        self.site = site
        kwargs["initial"] = _facts(site) if site else _DEFAULTS
        super().__init__(*args, **kwargs)

    def clean_spot_id(self) -> str:
        try:
            spot_id = parse_spot_id(self.cleaned_data["spot_id"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        if len(spot_id) > LONGEST_SPOT_ID:
            raise forms.ValidationError("This spot ID is too long to be one.")
        return spot_id

    def details(self) -> SiteDetails:
        """What was decided, once the form is valid."""
        return SiteDetails(
            **{each.name: self.cleaned_data[each.name] for each in fields(SiteDetails)}
        )

    @cached_property
    def trial(self) -> RuleTrial:
        """The rule as it was typed, to be tried; the address comes with it."""
        trial = RuleTrial(self.data if self.is_bound else None)
        trial["article_address"].field.widget.attrs["autofocus"] = "try" in self.data
        return trial


_DEFAULTS = {"zone": settings.TIME_ZONE, "vendor_zone": "UTC", "is_limited": "everyone"}


def _facts(site: Site) -> dict[str, Any]:
    return {
        "name": site.name,
        "spot_id": site.spot_id,
        "zone": site.zone,
        "vendor_zone": site.vendor_zone,
        "article_rule": site.article_rule,
        "is_limited": "chosen" if site.is_limited else "everyone",
        "groups": [group.pk for group in site.allowed_groups.all()],
        "people": [person.pk for person in site.allowed_people.all()],
    }


class KeyForm(forms.Form):
    """A site's export token: put in, never shown. Empty keeps the one that is stored."""

    token = TokenField(
        label="Export token",
        required=False,
        help_text="In OpenWeb: Settings, Authentication Tokens, Export.",
    )

    def __init__(self, *args: Any, is_first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].required = is_first
        if is_first:
            self.fields["token"].widget.attrs.pop("placeholder")


class NewSiteForm(KeyForm, SiteForm):
    """A site with its first key: one form, so that one summary names all that is wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, is_first=True, **kwargs)
