"""Secrets at rest: a text column that is encrypted with the first of CREDENTIAL_KEYS."""

from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from providers.redaction import remember

FERNET_PREFIX = "gAAAA"  # version 0x80 and the first bytes of a 64-bit time


class SecretUnreadable(Exception):
    """The stored secret was encrypted with a key that is not among CREDENTIAL_KEYS any more."""


class Secret:
    """An encrypted value. Only `reveal` decrypts it, and what it returns is cut from every log."""

    def __init__(self, ciphertext: str) -> None:
        self._ciphertext = ciphertext

    @classmethod
    def encrypt(cls, value: str) -> "Secret":
        remember(value)
        return cls(_cipher().encrypt(value.encode()).decode())

    @property
    def ciphertext(self) -> str:
        return self._ciphertext

    def reveal(self) -> str:
        """The secret itself. Raises SecretUnreadable when no key of ours opens it."""
        try:
            value = _cipher().decrypt(self._ciphertext.encode()).decode()
        except (InvalidToken, ValueError):  # ValueError: CREDENTIAL_KEYS themselves are no keys
            raise SecretUnreadable from None
        remember(value)
        return value

    def __str__(self) -> str:
        return "••••••••"

    __repr__ = __str__


def _cipher() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.CREDENTIAL_KEYS])


if TYPE_CHECKING:
    TextField = models.TextField[Secret, Secret]
else:
    TextField = models.TextField


class SecretField(TextField):
    """Holds a Secret; the column holds its ciphertext, so a dump of the database says nothing."""

    def from_db_value(self, value: str | None, *_: Any) -> Secret | None:
        return None if value is None else Secret(value)

    def to_python(self, value: Any) -> Any:
        """Text comes from a dump being loaded, so it must be ciphertext already."""
        if not isinstance(value, str):
            return value
        if not value.startswith(FERNET_PREFIX):
            raise ValidationError("This secret is not encrypted.")
        return Secret(value)

    def get_prep_value(self, value: Any) -> Any:
        if value is None:
            return None
        if not isinstance(value, Secret):
            raise TypeError("A SecretField takes a Secret, never plain text.")
        return value.ciphertext

    def value_to_string(self, obj: models.Model) -> str:
        secret: Secret = self.value_from_object(obj)
        return secret.ciphertext
