"""The key of a connection, alone or beside the facts of a new one."""

from typing import Any, ClassVar, Self

from django import forms

from credentials.form_fields import KeyField
from credentials.models import Connection, KeyKind

WHERE_IT_IS = {
    KeyKind.EXPORT_TOKEN: "In OpenWeb: Settings, Authentication Tokens, Export.",
    KeyKind.EXPORT_V4_KEY: "In OpenWeb: Settings, Authentication Tokens, Export v4 API key.",
    KeyKind.API_SECRET: "In onQ's Admin Panel, beside the API key.",
}


class KeyForm(forms.Form):
    """A connection's key: put in, never shown. Empty keeps the one that is stored."""

    secret = KeyField(required=False)

    def __init__(self, *args: Any, kind: KeyKind, is_first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["secret"]
        field.label = kind.label
        field.help_text = WHERE_IT_IS[kind]
        field.required = is_first
        if is_first:
            field.widget.attrs.pop("placeholder")

    @classmethod
    def of(cls, connection: Connection, data: Any = None) -> Self:
        return cls(data, kind=connection.key_kind, is_first=not connection.key)


class FirstKeyForm(KeyForm):
    """Beside a new connection's facts: one form, so that one summary names all that is wrong."""

    first_key: ClassVar[KeyKind]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, kind=self.first_key, is_first=True, **kwargs)
