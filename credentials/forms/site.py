"""A site at OpenWeb."""

from typing import Any, ClassVar

from django import forms
from django.utils.functional import cached_property

from accounts.models import User
from credentials.form_fields import TECHNICAL, zone_field
from credentials.forms.generation import ALL_KEYS, GenerationForm, needed_for
from credentials.forms.key import FirstKeysForm
from credentials.forms.limits import LIMITS
from credentials.forms.rule import RuleField, RuleTrial
from credentials.models import Connection, KeyKind, Site
from credentials.services import SiteDetails, save_site
from providers.openweb.ids import parse_spot_id

LONGEST_SPOT_ID = Site._meta.get_field("spot_id").max_length or 0


class SiteForm(GenerationForm):
    """What a site is and who may see it."""

    kind: ClassVar[type[Connection]] = Site
    details_kind = SiteDetails
    connection: Site | None
    field_order = ("name", "spot_id", "zone", "vendor_zone", "generation", *LIMITS, "article_rule")

    spot_id = forms.CharField(
        label="Spot ID",
        max_length=500,
        widget=forms.TextInput(TECHNICAL),
        help_text="Starts with sp_. You may paste the address of OpenWeb's admin dashboard.",
    )
    vendor_zone = zone_field(
        "OpenWeb's time zone",
        "How OpenWeb reads the times that it is asked for. UTC, unless you found otherwise.",
    )
    article_rule = RuleField()

    def clean_spot_id(self) -> str:
        try:
            spot_id = parse_spot_id(self.cleaned_data["spot_id"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        if len(spot_id) > LONGEST_SPOT_ID:
            raise forms.ValidationError("This spot ID is too long to be one.")
        return spot_id

    def save(self, by: User | None) -> Site:
        return save_site(SiteDetails(**self.decided()), by, self.connection)

    def is_final(self) -> bool:
        """Without JavaScript a button shows what the rule finds, and saves nothing."""
        if "try" not in self.data:
            return super().is_final()
        self.errors.clear()  # what is still to be filled in is no mistake yet
        return False

    def defaults(self) -> dict[str, Any]:
        return {**super().defaults(), "vendor_zone": "UTC"}

    @cached_property
    def trial(self) -> RuleTrial:
        """The rule as it was typed, to be tried; the address comes with it."""
        trial = RuleTrial(self.data if self.is_bound else None)
        trial["article_address"].field.widget.attrs["autofocus"] = "try" in self.data
        return trial


class NewSiteForm(FirstKeysForm, SiteForm):
    """A site with its first keys: fields for whatever any generation takes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in self.every_kind():
            field = self.fields[kind.value]
            field.help_text = f"{needed_for(kind)} {field.help_text}"

    def every_kind(self) -> tuple[KeyKind, ...]:
        return ALL_KEYS
