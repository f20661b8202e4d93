"""What a person may see of the sites, and who can mend them."""

from functools import cache
from zoneinfo import available_timezones

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import Right, User
from credentials.models import BAD_STATES, KeyKind, Site


def sites_visible_to(user: User | AnonymousUser) -> QuerySet[Site]:
    """The sites this person may know of, active or not. Every list, page, search and file obeys."""
    if not isinstance(user, User) or not user.is_active:
        return Site.objects.none()
    if user.may(Right.MANAGE_KEYS):
        return Site.objects.all()
    # Subqueries instead of joins: a person in two allowed groups must not see a site twice.
    chosen = Site.objects.filter(
        Q(allowed_people=user) | Q(allowed_groups__in=user.groups.all())
    ).values("pk")
    return Site.objects.filter(Q(is_limited=False) | Q(pk__in=chosen))


def sites_needing_a_key(user: User | AnonymousUser) -> QuerySet[Site]:
    """Active sites whose key is missing, refused or unreadable: for the banner. Keys prefetched."""
    good = (
        Site.objects.filter(keys__kind=KeyKind.EXPORT_TOKEN)
        .exclude(keys__state__in=BAD_STATES)
        .values("pk")
    )
    sites = sites_visible_to(user).filter(is_active=True)
    return sites.exclude(pk__in=good).prefetch_related("keys")


def admins() -> QuerySet[User]:
    """The active people who can mend a key, by name."""
    return User.objects.with_perm(f"accounts.{Right.MANAGE_KEYS}").order_by("username")


ZoneChoices = list[tuple[str, list[tuple[str, str]]]]


@cache
def zones() -> ZoneChoices:
    """Every time zone as grouped choices: (continent, [(name, label)]); UTC comes first."""
    groups: dict[str, list[tuple[str, str]]] = {"Universal": [("UTC", "UTC")]}
    for name in sorted(available_timezones()):
        region, _, place = name.partition("/")
        if place and region not in _NOT_REGIONS:
            groups.setdefault(region, []).append((name, _label(region, place)))
    return list(groups.items())


def is_zone(name: str) -> bool:
    """Also true for aliases such as "CET", which are not offered."""
    return name in available_timezones()


_NOT_REGIONS = {"Etc", "SystemV", "US", "posix", "right"}


def _label(region: str, place: str) -> str:
    """The city first, so that typing its first letters finds it."""
    *country, city = place.replace("_", " ").split("/")
    return f"{city} ({', '.join([*country, region])})"
