"""Whom to look up, where and why; and which of their messages to show."""

from typing import Any

from django import forms

from accounts.models import User
from activity.models import Reason
from activity.queries import Wanted, sites_to_look_at
from credentials.form_fields import ChosenField, day_field
from credentials.models import Site
from providers.openweb.people_ids import PersonId, PersonKind, parse_person
from providers.openweb.user_activity_records import Status

KINDS = {"comment": "Comments", "reply": "Replies"}


class LookUpForm(forms.Form):
    who = forms.CharField(
        label="Whom",
        max_length=2000,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autofocus": True}),
        help_text="An id such as u_YPF3GsGKMo02, or the address of the person's page in OpenWeb's "
        "admin dashboard.",
        error_messages={"required": "Paste the id of one person."},
    )
    kind = forms.ChoiceField(
        label="This is",
        choices=[
            (PersonKind.USER_ID, "OpenWeb's id of the person"),
            (PersonKind.PRIMARY_KEY, "our own id of the person (primary key)"),
        ],
        initial=PersonKind.USER_ID,
        widget=forms.RadioSelect,
    )
    site = ChosenField(
        Site.objects.none(),
        label="Sites",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one site."},
    )
    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *Reason.choices],
        error_messages={"required": "Choose why you look: it is written into the audit trail."},
    )
    case_number = forms.CharField(label="Case number", max_length=60, required=False)

    def __init__(self, reader: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = sites_to_look_at(reader)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.fields["site"].initial = [site.pk for site in sites]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "who" in data and "kind" in data:
            try:
                data["person"] = parse_person(data["who"], PersonKind(data["kind"]))
            except ValueError as error:
                self.add_error("who", str(error))
        return data

    @property
    def person(self) -> PersonId:
        """Once the form is valid."""
        found: PersonId = self.cleaned_data["person"]
        return found


class FilterForm(forms.Form):
    """A GET form: its address is a view of the person that can be kept and come back to."""

    status = forms.MultipleChoiceField(
        required=False,
        choices=[(one.value, one.value.capitalize()) for one in Status],
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(
        label="What", required=False, choices=[("", "Comments and replies"), *KINDS.items()]
    )
    text = forms.CharField(
        label="Text",
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search", "placeholder": "In texts and titles"}),
    )
    first_day = day_field("From")
    last_day = day_field("To")

    def wanted(self) -> Wanted:
        """What is asked for; a field that makes no sense filters nothing, and says so itself."""
        self.is_valid()
        data = self.cleaned_data
        return Wanted(
            statuses=tuple(data.get("status") or ()),
            kind=data.get("kind") or "",
            text=(data.get("text") or "").strip(),
            first_day=data.get("first_day"),
            last_day=data.get("last_day"),
        )
