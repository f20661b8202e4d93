"""Keys in use: opened by workers, who then say what the vendor thought of them."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.services import record
from credentials.fields import SecretUnreadable
from credentials.models import Key, KeyKind, KeyState, Site
from credentials.services.vault import UNREADABLE
from providers.redaction import redact

USE_IS_NOTED_EVERY = timedelta(minutes=1)


class KeyProblem(StrEnum):
    MISSING = "missing"
    UNREADABLE = "unreadable"
    REFUSED = "refused"


class KeyUnavailable(Exception):
    """A site's key cannot be used until an admin mends it; `sentence` is for the user."""

    def __init__(self, reason: KeyProblem, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence


def open_key(site: Site, kind: KeyKind = KeyKind.EXPORT_TOKEN) -> str:
    """The site's key in clear, for one call to the vendor; never to be stored or shown.

    Raises KeyUnavailable when there is none, when it cannot be decrypted, and when the vendor
    refused it: asking again with a key known to be bad helps nobody.
    """
    key = Key.objects.filter(site=site, kind=kind).first()
    if key is None:
        raise KeyUnavailable(KeyProblem.MISSING, f"{site} has no key yet. An admin must store one.")
    if key.state == KeyState.REFUSED:
        sentence = key.problem or "OpenWeb refused the key. An admin must replace it."
        raise KeyUnavailable(KeyProblem.REFUSED, sentence)
    try:
        token = key.secret.reveal()
    except SecretUnreadable:
        key_unreadable(site, kind)
        raise KeyUnavailable(KeyProblem.UNREADABLE, UNREADABLE) from None
    _note_use(key)
    return token


def _note_use(key: Key) -> None:
    """At most once a minute: a hundred polls are one line of news, not a hundred writes."""
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at > USE_IS_NOTED_EVERY:
        Key.objects.filter(pk=key.pk).update(last_used_at=now)


def key_worked(
    site: Site, asked_at: datetime | None = None, kind: KeyKind = KeyKind.EXPORT_TOKEN
) -> None:
    """The vendor accepted the key. `asked_at` (UTC) as in `key_refused`."""
    doubted = _asked_with(site, kind, asked_at).exclude(state=KeyState.WORKS)
    if doubted.exists():  # every poll says so: no write for what is known already
        doubted.update(state=KeyState.WORKS, problem="")


def key_refused(
    site: Site,
    reason: str,
    asked_at: datetime | None = None,
    kind: KeyKind = KeyKind.EXPORT_TOKEN,
) -> None:
    """The vendor refused the key, for this reason; told once, however many exports find out.

    With `asked_at`, the moment the call began (UTC), the news is dropped when the key was replaced
    since: it is about the old one.
    """
    _spoiled(_asked_with(site, kind, asked_at), site, KeyState.REFUSED, reason)


def key_unreadable(site: Site, kind: KeyKind = KeyKind.EXPORT_TOKEN) -> None:
    """None of CREDENTIAL_KEYS opens the site's key; told once."""
    _spoiled(_asked_with(site, kind, None), site, KeyState.UNREADABLE, UNREADABLE)


def _asked_with(site: Site, kind: KeyKind, asked_at: datetime | None) -> QuerySet[Key]:
    keys = Key.objects.filter(site=site, kind=kind)
    return keys.filter(changed_at__lt=asked_at) if asked_at else keys


def _spoiled(keys: QuerySet[Key], site: Site, state: KeyState, reason: str) -> None:
    with transaction.atomic():
        # The row count decides who tells, so that two workers do not tell twice.
        if keys.exclude(state=state).update(state=state, problem=redact(reason)):
            action = {
                KeyState.REFUSED: "saw OpenWeb refuse the key",
                KeyState.UNREADABLE: "could not read the key",
            }[state]
            record(None, action, target=site.name, target_url=site.get_absolute_url())
