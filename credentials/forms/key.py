"""The keys of a connection, alone or beside the facts of a new one."""

from collections.abc import Sequence
from typing import Any

from django import forms

from credentials.form_fields import KeyField
from credentials.forms.connection import ConnectionForm
from credentials.models import KeyKind, KeyPlace

OPENWEB_TOKENS = "In OpenWeb: Settings, Authentication Tokens"
WHERE_IT_IS = {
    KeyKind.EXPORT_TOKEN: f"{OPENWEB_TOKENS}, Export.",
    KeyKind.EXPORT_V4_KEY: f"{OPENWEB_TOKENS}, Export v4 API key.",
    KeyKind.API_SECRET: "In onQ's Admin Panel, beside the API key.",
}


def key_field(place: KeyPlace) -> KeyField:
    """For one key: needed when nothing could be asked without it, and none is stored."""
    field = KeyField(
        label=place.kind.label,
        help_text=WHERE_IT_IS[place.kind],
        required=place.is_needed and place.key is None,
    )
    if place.key is None:
        field.widget.attrs.pop("placeholder")
    return field


class KeysForm(forms.Form):
    """Keys, each by the name of its kind: put in, never shown. Empty keeps what is stored."""

    def __init__(self, *args: Any, places: Sequence[KeyPlace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in places:
            self.fields[place.kind.value] = key_field(place)


class FirstKeysForm(ConnectionForm):
    """Beside a new connection's facts: one form, so that one summary names all that is wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed = self.key_kinds[0]
        for kind in self.every_kind():
            self.fields[kind.value] = key_field(KeyPlace(kind, None, is_needed=kind == needed))

    def every_kind(self) -> Sequence[KeyKind]:
        """The keys that are asked for, whatever else is chosen."""
        return self.key_kinds

    @property
    def key_fields(self) -> list[forms.BoundField]:
        return [self[kind.value] for kind in self.every_kind()]
