"""Sites: what they are called, which spot they are, who may see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.services import record
from credentials import guards
from credentials.models import Key, KeyState, Site


class ActionRefused(Exception):
    """Something speaks against it; the text says what, for the user."""


@dataclass(frozen=True)
class SiteDetails:
    """What an admin decides about a site. Zones are IANA names; `spot_id` is already parsed.

    `article_rule` is empty or one that `compile_rule` in `providers/openweb` accepts.
    """

    name: str
    spot_id: str
    zone: str
    vendor_zone: str
    is_limited: bool = False
    article_rule: str = ""
    people: Sequence[User] = ()
    groups: Sequence[Group] = ()


def save_site(details: SiteDetails, by: User | None, site: Site | None = None) -> Site:
    """Add a site, or change this one; `by` None is the operator at the command line.

    Another spot makes the key unproven. Raises ActionRefused for a name that is taken, and for
    another spot while something runs: its answers would belong to the wrong publisher.
    """
    try:
        with transaction.atomic():
            return _save(details, by, site)
    except IntegrityError:
        raise ActionRefused("There is already a site with this name.") from None


def _save(details: SiteDetails, by: User | None, known: Site | None) -> Site:
    site = Site.objects.select_for_update().get(pk=known.pk) if known else Site()
    moves = bool(known) and site.spot_id != details.spot_id
    if moves:
        _refuse_while_used(site)
    before = _facts(site) if known else {}
    for name in _PLAIN:
        setattr(site, name, getattr(details, name))
    site.save()
    site.allowed_people.set(details.people)
    site.allowed_groups.set(details.groups)
    if moves:
        _doubt_keys(site)
    facts = _facts(site).items()
    changed = sorted({_WORDS[name] for name, value in facts if before.get(name) != value})
    if not known:
        _audit(by, "added the site", site)
    elif changed:
        _audit(by, "changed the site", site, changed=", ".join(changed))
    return site


_PLAIN = ("name", "spot_id", "zone", "vendor_zone", "article_rule", "is_limited")
_WORDS = {
    "name": "name",
    "spot_id": "spot ID",
    "zone": "time zone",
    "vendor_zone": "OpenWeb's time zone",
    "article_rule": "article addresses",
    "is_limited": "who may see it",
    "people": "who may see it",
    "groups": "who may see it",
}


def _facts(site: Site) -> dict[str, object]:
    chosen = {
        "people": sorted(site.allowed_people.values_list("username", flat=True)),
        "groups": sorted(site.allowed_groups.values_list("name", flat=True)),
    }
    return {name: getattr(site, name) for name in _PLAIN} | chosen


def _doubt_keys(site: Site) -> None:
    keys = Key.objects.filter(site=site).exclude(state=KeyState.UNREADABLE)
    keys.update(state=KeyState.UNPROVEN, problem="", checks=[], checked_at=None)


def deactivate(site: Site, by: User | None) -> None:
    """Offer this site for no new export; what runs goes on, and everything stored stays."""
    _switch(site, by, active=False)


def activate(site: Site, by: User | None) -> None:
    """Offer this site for new exports again."""
    _switch(site, by, active=True)


def _switch(site: Site, by: User | None, *, active: bool) -> None:
    with transaction.atomic():
        switched = Site.objects.filter(pk=site.pk, is_active=not active).update(is_active=active)
        if switched:
            _audit(by, "activated the site" if active else "deactivated the site", site)
    site.is_active = active


def delete_site(site: Site, by: User | None) -> None:
    """Delete a site and its key for ever; exports keep their copies of its name and spot.

    Raises ActionRefused with a sentence while something runs for it.
    """
    with transaction.atomic():
        # Locked: an export that is being created for this site waits, then finds it gone.
        site = Site.objects.select_for_update().get(pk=site.pk)
        _refuse_while_used(site)
        record(by, "deleted the site", target=site.name, spot_id=site.spot_id)
        site.delete()


def _refuse_while_used(site: Site) -> None:
    if sentence := guards.objection(site):
        raise ActionRefused(sentence)


def _audit(by: User | None, action: str, site: Site, **details: object) -> None:
    record(by, action, target=site.name, target_url=site.get_absolute_url(), **details)
