"""Trying a stored key out, against the stored host only."""

from contextlib import closing

from django.utils import timezone

from accounts.models import User
from accounts.services import record
from credentials.fields import SecretUnreadable
from credentials.models import Key, KeyKind, KeyState, Site
from credentials.network import open_api
from credentials.services.use import key_unreadable
from credentials.services.vault import store_key
from credentials.signals import key_replaced
from providers.checks import Check, Outcome
from providers.openweb.key_checks import ACCEPTED, BELONGS, check_key


def replace_key(site: Site, token: str, by: User | None) -> list[Check]:
    """Store a new export token (an empty one keeps the old) and test it at once.

    Answers the checks. Unless the vendor refused it, held exports of the site go on by themselves;
    where it offers no way to tell, the first of them finds out.
    """
    if store_key(site, KeyKind.EXPORT_TOKEN, token, by) is None:
        return []
    return test_key(site, by)


def test_key(site: Site, by: User | None) -> list[Check]:
    """Try the stored export token out and keep what was found; may take some seconds.

    Nothing is green by guess: the key works only when the vendor said so. Without a key, or with
    one that cannot be read, there is nothing to try and the list is empty.
    """
    key = Key.objects.filter(site=site, kind=KeyKind.EXPORT_TOKEN).first()
    if key is None:
        return []
    try:
        token = key.secret.reveal()
    except SecretUnreadable:
        key_unreadable(site)
        return []
    with closing(open_api(hurried=True)) as http:
        checks = check_key(http, site.spot_id, token)
    _keep(key, checks)
    record(by, "tested the key", target=site.name, target_url=site.get_absolute_url())
    if not key.is_bad:
        key_replaced.send(Site, site=site)
    return checks


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
    accepted, belongs = found[ACCEPTED], found[BELONGS]
    if key.state == KeyState.UNREADABLE:  # it could be read just now
        key.state, key.problem = KeyState.UNPROVEN, ""
    if accepted.outcome is Outcome.REFUSED:
        key.state, key.problem = KeyState.REFUSED, accepted.sentence
    elif accepted.outcome is Outcome.OK:
        wrong_spot = belongs.outcome is Outcome.REFUSED
        key.state = KeyState.UNPROVEN if wrong_spot else KeyState.WORKS
        key.problem = belongs.sentence if wrong_spot else ""
