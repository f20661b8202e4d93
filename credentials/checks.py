"""What `manage.py check` (and so every start) says about the keys that encrypt credentials."""

from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import CheckMessage, Error


def credential_keys_are_valid(**_: Any) -> list[CheckMessage]:
    """Names the bad key by its position, never by its value."""
    if not settings.CREDENTIAL_KEYS:
        return [Error("CREDENTIAL_KEYS is empty.", hint=HINT, id="credentials.E001")]
    return [
        Error(
            f"CREDENTIAL_KEYS: key {position} is not a Fernet key.",
            hint=HINT,
            id="credentials.E002",
        )
        for position, key in enumerate(settings.CREDENTIAL_KEYS, 1)
        if not _is_valid(key)
    ]


HINT = (
    "Make one with: python -c "
    '"from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())". '
    "Keep the old keys behind a comma: what they encrypted can only be read with them."
)


def _is_valid(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True
