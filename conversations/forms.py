"""Which conversations to list: a GET form, so that its address is a view that can be kept."""

from typing import Any

from django import forms

from conversations.fields import BY_NAME, FLAG_WORDS, WORDS
from conversations.queries import CHOICES, FLAGS, Wanted
from credentials.form_fields import day_field

UNKNOWN = "-"  # how addresses write the value of what onQ did not send
LONGEST_VALUE = 60
FLAG_VALUES = {"yes": True, "no": False, UNKNOWN: None}
ATTENTIONS = (
    ("questions", "Questions waiting"),
    ("messages", "Private messages"),
    ("closing", "Closing within a week"),
    ("starting", "Starting within a week"),
    ("full", "Full"),
    ("changed", "Changed since last visit"),
)
DATED = (
    ("", "Starts"),
    ("end_on", "Ends"),
    ("start_register_on", "Registration starts"),
    ("close_on", "Registration closes"),
    ("last_updated_on", "Last update"),
    ("created_on", "Created"),
    ("changed_at", "Change seen"),
)


class ValuesField(forms.MultipleChoiceField):
    """Values of one of onQ's fields: those its document names, and whatever else it sends."""

    def __init__(self, name: str) -> None:
        words = WORDS.get(name) or {key: FLAG_WORDS[value] for key, value in FLAG_VALUES.items()}
        choices = [*words.items(), *([(UNKNOWN, FLAG_WORDS[None])] if name in WORDS else [])]
        super().__init__(label=BY_NAME[name].label, choices=choices, required=False)

    def valid_value(self, value: str) -> bool:
        return len(value) <= LONGEST_VALUE and "\0" not in value


def _only(label: str, words: str) -> forms.MultipleChoiceField:
    """A single box to tick, whose chip says what it means."""
    return forms.MultipleChoiceField(
        label=label,
        choices=[("1", words)],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class FilterForm(forms.Form):
    text = forms.CharField(
        label="Search",
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search", "placeholder": "Name, content, code or id"}),
    )
    attention = forms.ChoiceField(
        label="Attention", required=False, choices=[("", "All"), *ATTENTIONS]
    )
    mine = _only("Whose", "My list")
    type = ValuesField("type")
    sub_type = ValuesField("sub_type")
    status = ValuesField("status")
    register_status = ValuesField("register_status")
    visible = ValuesField("visible")
    active = ValuesField("active")
    private_mode = ValuesField("private_mode")
    dated = forms.ChoiceField(label="Which date", required=False, choices=DATED)
    first_day = day_field("From")
    last_day = day_field("To")
    gone = _only("Gone", "Also those no longer listed")

    def wanted(self) -> Wanted:
        """What is asked for; a field that makes no sense filters nothing, and says so itself."""
        self.is_valid()
        data: dict[str, Any] = self.cleaned_data
        return Wanted(
            choices=tuple((name, _texts(data.get(name))) for name in CHOICES if data.get(name)),
            flags=tuple((name, _flags(data.get(name))) for name in FLAGS if data.get(name)),
            text=(data.get("text") or "").strip(),
            dated=data.get("dated") or "start_on",
            first_day=data.get("first_day"),
            last_day=data.get("last_day"),
            attention=data.get("attention") or "",
            mine=bool(data.get("mine")),
            gone=bool(data.get("gone")),
        )


def _texts(values: list[str] | None) -> tuple[str, ...]:
    return tuple("" if value == UNKNOWN else value for value in values or ())


def _flags(values: list[str] | None) -> tuple[bool | None, ...]:
    return tuple(FLAG_VALUES[value] for value in values or () if value in FLAG_VALUES)
