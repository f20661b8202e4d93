"""Trying a stored key out, against the stored host only."""

from collections.abc import Mapping
from contextlib import ExitStack, closing

from django.utils import timezone

from accounts.models import User
from credentials.fields import SecretUnreadable
from credentials.models import Connection, Key, KeyKind, KeyState, Site, Tenant
from credentials.network import PAGE_PATIENCE, openweb
from credentials.network import onq as onq_api
from credentials.services.access import wait_for_login
from credentials.services.trail import record_key
from credentials.services.use import key_unreadable, signing
from credentials.services.vault import store_key
from credentials.signals import key_replaced
from providers.checks import ACCEPTED, Check, Outcome
from providers.http import Http
from providers.onq import key_checks as onq
from providers.openweb.generations import GENERATIONS, Host
from providers.openweb.generations.checks import BELONGS, BY_DATE


def replace_key(
    connection: Connection, secret: str, by: User | None, kind: KeyKind | None = None
) -> list[Check]:
    """Store a new key (an empty one keeps the old) and test it at once.

    Without `kind` it is the connection's first. Answers the checks. Unless the vendor refused it,
    what waits for it goes on by itself; where the vendor offers no way to tell, the first that uses
    it finds out.
    """
    if store_key(connection, secret, by, kind) is None:
        return []
    return test_key(connection, by, kind)


def test_key(
    connection: Connection,
    by: User | None,
    kind: KeyKind | None = None,  # noqa: PT028 - no test
) -> list[Check]:
    """Try the stored key out and keep what was found; may take some seconds.

    Nothing is green by guess: the key works only when the vendor said so. Without a key, or with
    one that cannot be read, there is nothing to try and the list is empty; so it is with a key that
    the connection has no use for, since nobody else is to get to know it.
    """
    key = connection.keys.filter(kind=kind or connection.key_kind).first()
    if key is None or key.kind not in connection.key_kinds:
        return []
    try:
        secret = key.secret.reveal()
    except SecretUnreadable:
        key_unreadable(connection, KeyKind(key.kind))
        return []
    checks = _tried(connection, KeyKind(key.kind), secret)
    _keep(key, checks)
    record_key(by, "tested the key", key)
    if not key.is_bad:
        key_replaced.send(type(connection), connection=connection)
    return checks


def _tried(connection: Connection, kind: KeyKind, secret: str) -> list[Check]:
    match connection:
        case Site():
            return _tried_at_openweb(connection, kind, secret)
        case Tenant():
            with closing(onq_api(hurried=True)) as http:
                return onq.check_key(http, signing(connection, secret))
    raise TypeError(f"Nobody can test the key of a {type(connection).__name__}.")


def _tried_at_openweb(site: Site, kind: KeyKind, secret: str) -> list[Check]:
    """By the site's generation; by the article feed, when the key is for articles and people."""
    is_for_exports = kind == site.key_kind
    generation = site.api if is_for_exports else GENERATIONS["v1"]
    if generation.login:
        wait_for_login(PAGE_PATIENCE)
    with ExitStack() as opened:

        def hosts(host: Host) -> Http:
            return opened.enter_context(closing(openweb(host, hurried=True)))

        checks = generation.check_key(hosts, site.spot_id, secret)
    return [check for check in checks if is_for_exports or check.name != BY_DATE]


def _keep(key: Key, checks: list[Check]) -> None:
    key.checks = [
        {"name": check.name, "outcome": check.outcome.value, "sentence": check.sentence}
        for check in checks
    ]
    key.checked_at = timezone.now()
    _judge(key, checks)
    # A key that was replaced during the test keeps its own, newer story.
    Key.objects.filter(pk=key.pk, changed_at=key.changed_at).update(
        checks=key.checks, checked_at=key.checked_at, state=key.state, problem=key.problem
    )


def _judge(key: Key, checks: list[Check]) -> None:
    found = {check.name: check for check in checks}
    if key.state == KeyState.UNREADABLE:  # it could be read just now
        key.state, key.problem = KeyState.UNPROVEN, ""
    accepted = found[ACCEPTED]
    if accepted.outcome is Outcome.REFUSED:
        # With a wrong clock every key is refused, so nothing is known of this one.
        state = KeyState.UNPROVEN if _is_refused(found, onq.CLOCK) else KeyState.REFUSED
        key.state, key.problem = state, accepted.sentence
    elif accepted.outcome is Outcome.OK:
        wrong_spot = _is_refused(found, BELONGS)
        key.state = KeyState.UNPROVEN if wrong_spot else KeyState.WORKS
        key.problem = found[BELONGS].sentence if wrong_spot else ""


def _is_refused(found: Mapping[str, Check], name: str) -> bool:
    return name in found and found[name].outcome is Outcome.REFUSED
