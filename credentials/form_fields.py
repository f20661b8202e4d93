"""Fields of forms: keys, time zones, and choices that may be anything."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from credentials.queries import zones
from providers.redaction import remember

MASK = "••••••••"  # always as long, whatever the key
LONGEST_KEY = 2000
LONGEST_PK = 18  # digits that every database can hold
# Line breaks and the like, signs that turn round what stands after them, and halves of signs.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
TECHNICAL = {"autocomplete": "off", "spellcheck": "false"}


def readable(text: str) -> None:
    """For what is shown amid our own words: raises ValidationError when it could disturb them."""
    if _UNSEEN.search(text):
        raise forms.ValidationError("This holds signs that cannot be seen. Type it anew.")


def zone_field(label: str, help_text: str) -> forms.ChoiceField:
    wrong = "“%(value)s” is not a time zone. An example of one: Europe/Berlin."
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=zones,
        error_messages={"invalid_choice": wrong},
    )


def day_field(label: str) -> forms.DateField:
    """A day that filters by; those at the calendar's edges are in no zone's."""
    said = "Choose a day from 1970 on, before the year 9000."
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        validators=[
            MinValueValidator(date(1970, 1, 1), said),
            MaxValueValidator(date(8999, 12, 31), said),
        ],
    )


class KeyField(forms.CharField):
    """A secret that is typed in and never comes back."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.PasswordInput({**TECHNICAL, "placeholder": MASK}, render_value=False)
        super().__init__(max_length=LONGEST_KEY, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        """A mask that somebody pasted back is no key."""
        secret = super().to_python(value) or ""
        remember(secret)
        return "" if not secret.strip("•*") else secret


class ChosenField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no generic at run time
    """Rows chosen by their ids. An id that no database can hold is wrong, not a crash."""

    def clean(self, value: Any) -> Any:
        for pk in value or ():
            if len(str(pk)) > LONGEST_PK:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": pk}
                )
        return super().clean(value)
