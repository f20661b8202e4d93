"""Tokens that keys are exchanged for: kept encrypted, renewed once for each that is refused."""

import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from credentials.fields import Secret, SecretUnreadable
from credentials.models import AccessToken, Key, KeyKind, LoginTurn, Site
from credentials.network import netloc_of, openweb
from credentials.services.use import open_one, usable_key
from providers.errors import SlowDown, UnclearAnswer
from providers.openweb.generations import Generation, Host

# OpenWeb's reference of /v1/publisher/auth allows one a second and IP, as they arrive there.
LOGIN_PAUSE = timedelta(seconds=1.1)
RENEWAL_LIMIT = timedelta(minutes=1)  # whoever has not renewed by then has died over it


@dataclass(frozen=True)
class Access:
    """What goes with calls. `serial` is None for a key that is used as it is."""

    token: str = field(repr=False)
    serial: int | None = None
    is_new: bool = False


def open_access(site: Site, generation: Generation) -> Access:
    """What opens this generation's exports at the site, in clear; never to be stored or shown.

    Raises KeyUnavailable as `open_key`, and ProviderError while a token is being made: KeyRefused
    when OpenWeb gives none for the key.
    """
    key = usable_key(site, KeyKind(generation.key))
    if not generation.login:
        return Access(open_one(key))
    kept = AccessToken.objects.filter(key=key).first()
    return (_readable(kept) if kept else None) or _renewed(key, site, generation)


def renew_access(site: Site, generation: Generation, refused: Access) -> Access | None:
    """Another token instead of the refused one; None when that would be no better.

    Of all who find the same token refused one renews it, the others get what it brought. Raises
    SlowDown while that is not there yet, else as `open_access`.
    """
    if refused.serial is None or refused.is_new:
        return None
    key = usable_key(site, KeyKind(generation.key))
    kept = AccessToken.objects.filter(key=key).first()
    if kept and kept.serial != refused.serial and (access := _readable(kept)):
        return access
    return _renewed(key, site, generation)


def _readable(kept: AccessToken) -> Access | None:
    try:
        token = kept.secret.reveal()
    except SecretUnreadable:
        return None
    return Access(token, kept.serial) if token else None


def _renewed(key: Key, site: Site, generation: Generation) -> Access:
    assert generation.login is not None  # noqa: S101 - whoever asks has looked
    none_yet = {"secret": Secret.encrypt("")}
    kept, _ = AccessToken.objects.get_or_create(key=key, defaults=none_yet)
    same = AccessToken.objects.filter(pk=kept.pk, serial=kept.serial)
    mine = _taken(same)
    try:
        take_login_turn()
        with closing(openweb(Host.API)) as http:
            token = generation.login(http, site.spot_id, open_one(key))
        # A key that was replaced meanwhile took its token's row with it.
        if not same.update(
            secret=Secret.encrypt(token), serial=F("serial") + 1, made_at=timezone.now()
        ):
            raise UnclearAnswer("The key was replaced meanwhile. Trying again with the new one.")
    finally:
        AccessToken.objects.filter(pk=kept.pk, renewing_until=mine).update(renewing_until=None)
    return Access(token, kept.serial + 1, is_new=True)


def _taken(same: QuerySet[AccessToken]) -> datetime:
    """The right to renew this token until then; the row count says who has it."""
    now = timezone.now()
    free = same.filter(Q(renewing_until=None) | Q(renewing_until__lt=now))
    if not free.update(renewing_until=now + RENEWAL_LIMIT):
        raise SlowDown("A fresh token is being fetched from OpenWeb. Going on in a moment.")
    return now + RENEWAL_LIMIT


def take_login_turn() -> None:
    """Raises SlowDown when this installation has asked for a token within the last second."""
    now, host = timezone.now(), netloc_of(Host.API)
    LoginTurn.objects.get_or_create(host=host, defaults={"next_at": now})
    free = LoginTurn.objects.filter(host=host, next_at__lte=now)
    if not free.update(next_at=now + LOGIN_PAUSE):
        raise SlowDown("OpenWeb gives out one token a second. Going on in a moment.")


def wait_for_login(patience: float) -> None:
    """For somebody in front of a page: wait for the turn, at most so many seconds."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return take_login_turn()
        except SlowDown:
            if time.monotonic() > deadline:
                return None
            time.sleep(0.2)
