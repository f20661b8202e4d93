"""Fields for addresses at onQ and of sites that sign in there."""

import re
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django import forms

from credentials.form_fields import TECHNICAL

NO_ADDRESS = "Enter a whole address, such as https://yoursite.onq.io."
NO_NAMES = "Leave out the name and password before the @."
MORE_THAN_HOST = "Enter the address up to the host and no further, such as https://yoursite.onq.io."
ID_ONCE = "Write {id} once, in place of the conversation's id."

# Strict: a link's text must lead where a reader of it expects, whatever a browser makes of "\".
_HOST = re.compile(r"(?:[\w.-]+|\[[\da-fA-F:.]+\])(?::\d{1,5})?")


def _parts(address: str) -> SplitResult:
    """The parts of a web address; raises ValidationError with what is wrong."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # ValueError beyond 65535
    except ValueError:
        raise forms.ValidationError(NO_ADDRESS) from None
    if "@" in parts.netloc:
        raise forms.ValidationError(NO_NAMES)
    is_plain = address.isprintable() and not re.search(r"\s", address)
    if not (is_plain and parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc)):
        raise forms.ValidationError(NO_ADDRESS)
    return parts


class AddressField(forms.CharField):
    """A web address, kept as it was typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput({**TECHNICAL, "inputmode": "url"}), **kwargs)

    def clean(self, value: Any) -> str:
        address: str = super().clean(value)
        return self.checked(address, _parts(address)) if address else ""

    def checked(self, address: str, parts: SplitResult) -> str:
        return address


class TenantUrlField(AddressField):
    """Nothing but scheme and host: tokens name the tenant by it, letter for letter."""

    def checked(self, address: str, parts: SplitResult) -> str:
        bare = f"{parts.scheme}://{parts.netloc.lower()}"
        if address.lower().rstrip("/") != bare:
            raise forms.ValidationError(MORE_THAN_HOST)
        return bare


class ConversationUrlField(AddressField):
    """Where any conversation is read: an address with {id}."""

    def checked(self, address: str, parts: SplitResult) -> str:
        if address.count("{id}") != 1:
            raise forms.ValidationError(ID_ONCE)
        return address
