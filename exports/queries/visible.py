"""What a person may see of exports, and where they can start one."""

from typing import Any

from django.db.models import (
    Aggregate,
    BigIntegerField,
    Case,
    Count,
    Exists,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce

from accounts.models import Right, User
from credentials.models import Site
from credentials.queries import sites_visible_to, tenants_visible_to
from exports.kinds import hidden_from
from exports.models import Export, Part, Window, WindowState


def exports_visible_to(user: User) -> QuerySet[Export]:
    """Exports all of whose connections this person may see.

    What is left of a deleted one is seen by those who asked for it and by those who manage them.
    """
    exports = Export.objects.exclude(kind__in=hidden_from(user))
    if user.may(Right.MANAGE_KEYS):
        return exports
    least = Coalesce(_least_visible(user), GONE)
    needed = Case(When(requested_by=user, then=GONE), default=SEEN)
    return exports.alias(least=least).filter(least__gte=needed)


def of_visible_export(user: User) -> Exists:
    """For rows that hang on an export: whether `user` may see it, looked at for each of them."""
    return Exists(exports_visible_to(user).filter(pk=OuterRef("export")))


HIDDEN, GONE, SEEN = range(3)  # how much of a window's connection somebody may see


def _least_visible(user: User) -> Subquery:
    """Of an export's windows. One number an export: of an EXISTS each, a database may look through
    all windows there are before it comes to the first export."""
    seen = Q(site__in=sites_visible_to(user)) | Q(tenant__in=tenants_visible_to(user))
    gone = Q(site=None, tenant=None)
    visible = Case(When(seen, then=SEEN), When(gone, then=GONE), default=HIDDEN)
    windows = Window.objects.filter(export=OuterRef("pk")).order_by()
    return Subquery(windows.values("export").annotate(least=Min(visible)).values("least"))


def with_totals(exports: QuerySet[Export]) -> QuerySet[Export]:
    """Adds `rows`, `size` (bytes), `windows_done` and `windows_total`, each by its own subquery."""
    windows = Window.objects.standing().filter(export=OuterRef("pk"))
    parts = Part.objects.filter(window__export=OuterRef("pk"))
    stored = windows.filter(state=WindowState.STORED)
    return exports.annotate(
        rows=_total(windows, "export", Sum("received_rows")),
        size=_total(parts, "window__export", Sum("stored_file__size")),
        windows_done=_total(stored, "export", Count("pk")),
        windows_total=_total(windows, "export", Count("pk")),
    )


def _total(rows: QuerySet[Any], group: str, number: Aggregate) -> Coalesce:
    grouped = rows.order_by().values(group).annotate(number=number).values("number")
    return Coalesce(Subquery(grouped, output_field=BigIntegerField()), 0)


def startable_sites(user: User) -> QuerySet[Site]:
    """Active sites this person may see, each with its keys at hand."""
    return sites_visible_to(user).filter(is_active=True).prefetch_related("keys").order_by("name")


def last_used_sites(user: User) -> list[int]:
    """Ids of the sites of this person's latest export at sites."""
    at_sites = Export.objects.filter(requested_by=user, request__has_key="sites")
    latest = at_sites.first()
    return list(latest.request["sites"]) if latest else []
