"""The forms behind a site's pages; the command line uses the same."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group

from accounts.models import User
from credentials.models import Site
from credentials.queries import zones
from credentials.services import SiteDetails
from providers.openweb.ids import parse_spot_id
from providers.redaction import remember

MASK = "••••••••"  # always as long, whatever the key
LONGEST_TOKEN = 2000
LONGEST_SPOT_ID = Site._meta.get_field("spot_id").max_length or 0


def zone_field(label: str, help_text: str) -> forms.ChoiceField:
    wrong = "“%(value)s” is not a time zone. An example of one: Europe/Berlin."
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=zones,
        error_messages={"invalid_choice": wrong},
    )


class TokenField(forms.CharField):
    """A secret that is typed in and never comes back."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.PasswordInput(
            {"autocomplete": "off", "placeholder": MASK, "spellcheck": "false"}, render_value=False
        )
        super().__init__(max_length=LONGEST_TOKEN, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        """A mask that somebody pasted back is no key."""
        token = super().to_python(value) or ""
        remember(token)
        return "" if not token.strip("•*") else token


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
    is_limited = forms.TypedChoiceField(
        label="Who may see it",
        coerce=lambda value: value == "chosen",
        choices=[("everyone", "Everyone who can sign in"), ("chosen", "Only those chosen here")],
        widget=forms.RadioSelect,
    )
    groups = forms.ModelMultipleChoiceField(
        Group.objects.order_by("name"), required=False, widget=forms.CheckboxSelectMultiple
    )
    people = forms.ModelMultipleChoiceField(
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
        return SiteDetails(**self.cleaned_data)


_DEFAULTS = {"zone": settings.TIME_ZONE, "vendor_zone": "UTC", "is_limited": "everyone"}


def _facts(site: Site) -> dict[str, Any]:
    return {
        "name": site.name,
        "spot_id": site.spot_id,
        "zone": site.zone,
        "vendor_zone": site.vendor_zone,
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
