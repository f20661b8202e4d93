"""Keys at rest: stored, encrypted anew, and reviewed when the encryption keys may have changed."""

import structlog
from django.db import transaction
from django.utils import timezone

from accounts.models import SYSTEM, User
from credentials.fields import Secret, SecretUnreadable
from credentials.models import AccessToken, Connection, Key, KeyKind, KeyState
from credentials.services.trail import record_key
from credentials.signals import key_replaced

log = structlog.get_logger(__name__)

UNREADABLE = (
    "The key cannot be read: it was encrypted with another encryption key. Enter it again, "
    "or give the old one back in CREDENTIAL_KEYS."
)


def store_key(
    connection: Connection, token: str, by: User | None, kind: KeyKind | None = None
) -> Key | None:
    """Keep `token` encrypted as the connection's key, unproven; an empty one keeps the old key.

    Without `kind` it is the connection's first key. A token that it was exchanged for is dropped.

    White space around it is dropped, since it comes with copying. Answers the key, or None when
    there was nothing to store. The audit trail says that the key changed, never what it is.
    """
    token = token.strip()
    if not token:
        return None
    with transaction.atomic():
        fresh = {
            "secret": Secret.encrypt(token),
            "state": KeyState.UNPROVEN,
            "problem": "",
            "changed_at": timezone.now(),
            "changed_by_name": by.display_name if by else SYSTEM,
            "last_used_at": None,
            "checked_at": None,
            "checks": [],
        }
        stored: tuple[Key, bool] = connection.keys.update_or_create(
            kind=kind or connection.key_kind, defaults=fresh
        )
        key, is_first = stored
        AccessToken.objects.filter(key=key).delete()
        action = "stored the key" if is_first else "replaced the key"
        record_key(by, action, key)
    return key


def remove_key(connection: Connection, by: User | None, kind: KeyKind) -> None:
    """Delete one of the connection's keys, and what it was exchanged for, for ever."""
    with transaction.atomic():
        key = connection.keys.filter(kind=kind).first()
        if key is not None:
            key.delete()
            record_key(by, "removed the key", key)


def reencrypt() -> tuple[int, list[Key]]:
    """Encrypt every key with the first of CREDENTIAL_KEYS; tokens made of them are made anew.

    Answers how many were done, and the keys that none of ours can read (left as they are).
    """
    unreadable: list[Key] = []
    done = 0
    for key in Key.objects.select_related("site", "tenant"):
        try:
            fresh = Secret.encrypt(key.secret.reveal())
        except SecretUnreadable:
            unreadable.append(key)
            continue
        # A key that was replaced meanwhile is new already, and must not be overwritten.
        done += Key.objects.filter(pk=key.pk, changed_at=key.changed_at).update(secret=fresh)
    AccessToken.objects.all().delete()
    return done, unreadable


def unreadable_keys() -> tuple[int, list[Key]]:
    """How many keys are stored, and those that none of CREDENTIAL_KEYS opens. Changes nothing."""
    keys = list(Key.objects.select_related("site", "tenant").order_by("pk"))
    return len(keys), [key for key in keys if not _is_readable(key)]


def review_keys() -> None:
    """Bring every key's state in line with what can be read now.

    Called when Threadkeep starts. An operator who lost the encryption key sees it at once on every
    page; one who brought it back has what was held go on without typing anything.
    """
    for key in Key.objects.select_related("site", "tenant"):
        readable = _is_readable(key)
        if not readable and key.state != KeyState.UNREADABLE:
            _move(key, KeyState.UNREADABLE, UNREADABLE)
            log.error("a key cannot be read", connection=key.connection.name)
        elif readable and key.state == KeyState.UNREADABLE:
            _move(key, KeyState.UNPROVEN, "")
            key_replaced.send(type(key.connection), connection=key.connection)


def _is_readable(key: Key) -> bool:
    try:
        key.secret.reveal()
    except SecretUnreadable:
        return False
    return True


def _move(key: Key, state: KeyState, problem: str) -> None:
    same = Key.objects.filter(pk=key.pk, changed_at=key.changed_at)
    same.update(state=state, problem=problem)
