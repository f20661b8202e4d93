"""Fields of forms: secrets, time zones, rules, and choices that may be anything."""

from typing import Any

from django import forms

from credentials.queries import zones
from providers.openweb.article_addresses import EXAMPLE, LONGEST_RULE
from providers.openweb.article_ids import compile_rule
from providers.openweb.ids import PASTED_AROUND
from providers.redaction import remember

MASK = "••••••••"  # always as long, whatever the key
LONGEST_TOKEN = 2000
LONGEST_PK = 18  # digits that every database can hold


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


class ChosenField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no generic at run time
    """Rows chosen by their ids. An id that no database can hold is wrong, not a crash."""

    def clean(self, value: Any) -> Any:
        for pk in value or ():
            if len(str(pk)) > LONGEST_PK:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": pk}
                )
        return super().clean(value)


class RuleField(forms.CharField):
    """How a site's article addresses look; empty when nobody has said yet."""

    def __init__(self) -> None:
        super().__init__(
            label="Article addresses",
            required=False,
            max_length=LONGEST_RULE,
            widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
            help_text=(
                "Lets moderators paste addresses instead of ids. Write one with {id} in place of "
                f"the id, and * for a part that changes: <code>{EXAMPLE}</code>. "
                "/**/ stands for any number of parts."
            ),
        )

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").strip(PASTED_AROUND)

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            if value:
                compile_rule(value)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
