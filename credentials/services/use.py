"""Keys in use: opened by workers, who then say what the vendor thought of them."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from credentials.fields import SecretUnreadable
from credentials.models import Connection, Key, KeyKind, KeyState, Tenant
from credentials.services.trail import record_key
from credentials.services.vault import UNREADABLE
from providers.onq import tokens
from providers.redaction import redact

USE_IS_NOTED_EVERY = timedelta(minutes=1)


class KeyProblem(StrEnum):
    MISSING = "missing"
    UNREADABLE = "unreadable"
    REFUSED = "refused"


class KeyUnavailable(Exception):
    """A connection's key cannot be used until an admin mends it; `sentence` is for the user."""

    def __init__(self, reason: KeyProblem, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence


def open_key(connection: Connection, kind: KeyKind | None = None) -> str:
    """A key of the connection in clear, for one call to the vendor; never to be stored or shown.

    Without `kind` it is the connection's first. Raises KeyUnavailable when there is none, when it
    cannot be decrypted, and when the vendor refused it: asking again with a key known to be bad
    helps nobody.
    """
    return open_one(usable_key(connection, kind or connection.key_kind))


def usable_key(connection: Connection, kind: KeyKind) -> Key:
    """The key of this kind, unless it is missing or refused; raises KeyUnavailable."""
    key: Key | None = connection.keys.filter(kind=kind).first()
    if key is None:
        sentence = f"{connection} has no {kind.label} yet. An admin must store one."
        raise KeyUnavailable(KeyProblem.MISSING, sentence)
    if key.state == KeyState.REFUSED:
        refused = f"{connection.vendor} refused the key. An admin must replace it."
        sentence = key.problem or refused
        raise KeyUnavailable(KeyProblem.REFUSED, sentence)
    return key


def open_one(key: Key) -> str:
    """This key in clear, as `open_key`; raises KeyUnavailable when it cannot be decrypted."""
    try:
        token = key.secret.reveal()
    except SecretUnreadable:
        key_unreadable(key.connection, KeyKind(key.kind))
        raise KeyUnavailable(KeyProblem.UNREADABLE, UNREADABLE) from None
    _note_use(key)
    return token


def open_tenant(tenant: Tenant) -> tokens.Tenant:
    """Who asks onQ, with the secret in clear; as `open_key`, which it calls."""
    return signing(tenant, open_key(tenant))


def signing(tenant: Tenant, secret: str) -> tokens.Tenant:
    """The claims and the secret with which this tenant's tokens are signed."""
    return tokens.Tenant(tenant.key_id, secret, tenant.issuer, tenant.subject, tenant.audience)


def _note_use(key: Key) -> None:
    """At most once a minute: a hundred polls are one line of news, not a hundred writes."""
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at > USE_IS_NOTED_EVERY:
        Key.objects.filter(pk=key.pk).update(last_used_at=now)


def key_worked(
    connection: Connection, asked_at: datetime | None = None, kind: KeyKind | None = None
) -> None:
    """The vendor accepted the key. `asked_at` (UTC) and `kind` as in `key_refused`."""
    doubted = _asked_with(connection, kind, asked_at).exclude(state=KeyState.WORKS)
    if doubted.exists():  # every poll says so: no write for what is known already
        doubted.update(state=KeyState.WORKS, problem="")


def key_refused(
    connection: Connection,
    reason: str,
    asked_at: datetime | None = None,
    kind: KeyKind | None = None,
) -> None:
    """The vendor refused the key, for this reason; told once, however many find out.

    With `asked_at`, the moment the call began (UTC), the news is dropped when the key was replaced
    since: it is about the old one. Without `kind` it is the connection's first key.
    """
    _spoil(_asked_with(connection, kind, asked_at), KeyState.REFUSED, reason)


def key_unreadable(connection: Connection, kind: KeyKind | None = None) -> None:
    """None of CREDENTIAL_KEYS opens the connection's key; told once."""
    _spoil(_asked_with(connection, kind, None), KeyState.UNREADABLE, UNREADABLE)


def _asked_with(
    connection: Connection, kind: KeyKind | None, asked_at: datetime | None
) -> QuerySet[Key]:
    keys: QuerySet[Key] = connection.keys.filter(kind=kind or connection.key_kind)
    return keys.filter(changed_at__lt=asked_at) if asked_at else keys


def _spoil(keys: QuerySet[Key], state: KeyState, reason: str) -> None:
    with transaction.atomic():
        # The row count decides who tells, so that two workers do not tell twice.
        if keys.exclude(state=state).update(state=state, problem=redact(reason)):
            for key in keys:
                record_key(None, _found(key, state), key)


def _found(key: Key, state: KeyState) -> str:
    if state == KeyState.REFUSED:
        return f"saw {key.connection.vendor} refuse the key"
    return "could not read the key"
