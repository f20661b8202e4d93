"""The filter bar of the audit page."""

from typing import Any

from django import forms

from accounts.models import SYSTEM, User
from accounts.queries import AuditFilter, audited_actions

THREADKEEP = "threadkeep"


def _people() -> list[tuple[str, str]]:
    people = [(str(user.pk), user.display_name) for user in User.objects.order_by("username")]
    return [("", "Everybody"), *people, (THREADKEEP, f"{SYSTEM} itself")]


def _actions() -> list[tuple[str, str]]:
    return [("", "Any action"), *((action, action) for action in audited_actions())]


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class AuditForm(forms.Form):
    text = forms.CharField(
        label="Search",
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search", "placeholder": "Person or thing"}),
    )
    person = forms.ChoiceField(choices=_people, required=False)
    action = forms.ChoiceField(choices=_actions, required=False)
    first_day = _day("From")
    last_day = _day("To")

    def wanted(self) -> AuditFilter:
        """What to look for; a filter that makes no sense filters nothing."""
        self.full_clean()
        given: dict[str, Any] = {**self.cleaned_data}
        person = given.pop("person", "")
        return AuditFilter(
            person=User.objects.filter(pk=person).first() if person.isdigit() else None,
            by_threadkeep=person == THREADKEEP,
            **given,
        )
