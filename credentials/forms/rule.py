"""A site's rule for article addresses: kept with the site, and tried while it is typed."""

from typing import Any

from django import forms

from credentials.form_fields import TECHNICAL
from providers.openweb.article_addresses import EXAMPLE, LONGEST_RULE
from providers.openweb.article_ids import LONGEST_LINE, compile_rule, id_in_address
from providers.openweb.ids import PASTED_AROUND

DOES_NOT_FIT = (
    "The rule does not fit this address. A * is one part between slashes, /**/ any number of parts."
)


class RuleField(forms.CharField):
    """How a site's article addresses look; empty when nobody has said yet."""

    def __init__(self) -> None:
        super().__init__(
            label="Article addresses",
            required=False,
            max_length=LONGEST_RULE,
            widget=forms.TextInput(TECHNICAL),
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


class RuleTrial(forms.Form):
    """A rule and an address to try it with; nothing of it is kept."""

    article_rule = RuleField()
    article_address = forms.CharField(
        label="Try it with an address",
        required=False,
        max_length=LONGEST_LINE,
        widget=forms.TextInput({**TECHNICAL, "aria-describedby": "rule-result"}),
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
