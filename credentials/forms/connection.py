"""What sites and tenants are asked alike: a name, a time zone, who may see them."""

from dataclasses import fields
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group

from accounts.models import User
from credentials.form_fields import ChosenField, readable, zone_field
from credentials.models import Connection, KeyKind, KeyPlace
from credentials.services import SiteDetails, TenantDetails


class ConnectionForm(forms.Form):
    """A new connection, or a known one; `kind` and `details_kind` say of which vendor."""

    kind: ClassVar[type[Connection]]
    details_kind: ClassVar[type[SiteDetails | TenantDetails]]

    name = forms.CharField(
        max_length=100,
        validators=[readable],
        help_text="As your colleagues call it. It also stands in file names.",
    )
    zone = zone_field("Time zone", "Tells when a day begins and ends there.")
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
        help_text="People who manage keys see everything here.",
    )

    def __init__(self, *args: Any, connection: Connection | None = None, **kwargs: Any) -> None:
        self.connection = connection
        kwargs["initial"] = self._facts(connection) if connection else self.defaults()
        super().__init__(*args, **kwargs)

    def save(self, by: User | None) -> Connection:
        """Add or change it, once the form is valid; raises ActionRefused."""
        raise NotImplementedError

    def is_final(self) -> bool:
        """Whether what came is to be saved."""
        return self.is_valid()

    @property
    def key_kinds(self) -> tuple[KeyKind, ...]:
        """The keys that it takes as it is filled in here, the needed one first."""
        return self.kind().key_kinds

    @property
    def key_places(self) -> list[KeyPlace]:
        """Those keys, with what is stored already."""
        known = self.connection
        return [
            KeyPlace(kind, known.key_of(kind) if known else None, kind == self.key_kinds[0])
            for kind in self.key_kinds
        ]

    @property
    def doubts_the_keys(self) -> bool:
        """Something changed about which the last tests of the keys say nothing."""
        return not self.details_kind.PROVEN_BY.isdisjoint(self.changed_data)

    def decided(self) -> dict[str, Any]:
        """What goes into `details_kind`."""
        return {each.name: self.cleaned_data[each.name] for each in fields(self.details_kind)}

    def defaults(self) -> dict[str, Any]:
        return {"zone": settings.TIME_ZONE, "is_limited": "everyone"}

    def _facts(self, connection: Connection) -> dict[str, Any]:
        return {
            **{name: getattr(connection, name) for name in self.details_kind.WORDS},
            "is_limited": "chosen" if connection.is_limited else "everyone",
            "groups": [group.pk for group in connection.allowed_groups.all()],
            "people": [person.pk for person in connection.allowed_people.all()],
        }
