"""What a person may see of the connections, and the time zones that one can be in."""

from functools import cache
from typing import TypeVar
from zoneinfo import available_timezones

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import Right, User
from credentials.models import Connection, Site, Tenant

C = TypeVar("C", bound=Connection)


def sites_visible_to(user: User | AnonymousUser) -> QuerySet[Site]:
    """The sites this person may know of, active or not. Every list, page, search and file obeys."""
    return _visible(Site.objects.all(), user)


def tenants_visible_to(user: User | AnonymousUser) -> QuerySet[Tenant]:
    """The tenants this person may know of, active or not; obeyed as `sites_visible_to`."""
    return _visible(Tenant.objects.all(), user)


def _visible(every: QuerySet[C], user: User | AnonymousUser) -> QuerySet[C]:
    if not isinstance(user, User) or not user.is_active:
        return every.none()
    if user.may(Right.MANAGE_KEYS):
        return every
    # Subqueries instead of joins: a person in two allowed groups must not see one twice.
    chosen = every.filter(Q(allowed_people=user) | Q(allowed_groups__in=user.groups.all())).values(
        "pk"
    )
    return every.filter(Q(is_limited=False) | Q(pk__in=chosen))


ZoneChoices = list[tuple[str, list[tuple[str, str]]]]


@cache
def zones() -> ZoneChoices:
    """Every time zone as grouped choices: (continent, [(name, label)]); UTC comes first."""
    groups: dict[str, list[tuple[str, str]]] = {"Universal": [("UTC", "UTC")]}
    other: list[tuple[str, str]] = []
    for name in sorted(available_timezones() - {"UTC"}):
        region, _, place = name.partition("/")
        if place and region in _REGIONS:
            groups.setdefault(region, []).append((name, _label(region, place)))
        else:
            other.append((name, name))
    return [*groups.items(), ("Other names", other)]


_REGIONS = {
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
}


def _label(region: str, place: str) -> str:
    """The city first, so that typing its first letters finds it."""
    *country, city = place.replace("_", " ").split("/")
    return f"{city} ({', '.join([*country, region])})"
