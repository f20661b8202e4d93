"""The filter bar of the exports list."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from accounts.models import User
from credentials.models import Site, Tenant
from credentials.queries import sites_visible_to, tenants_visible_to
from exports.models import OPEN_STATES, Export, ExportState, Window

OPEN = "open"
STATE_CHOICES = ((OPEN, "Not ended yet"), *ExportState.choices)
SORTS = {
    "requested_at": ("requested_at", "pk"),
    "title": ("title", "pk"),
    "rows": ("rows", "pk"),
}
DEFAULT_SORT = "-requested_at"


def _sites_of(request: HttpRequest) -> QuerySet[Site]:
    return sites_visible_to(request.user)


def _tenants_of(request: HttpRequest) -> QuerySet[Tenant]:
    return tenants_visible_to(request.user)


class ExportFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(
        label="Search",
        method="_with_text",
        widget=forms.TextInput({"type": "search", "placeholder": "Title, label, case or article"}),
    )
    whose = django_filters.ChoiceFilter(
        label="Asked by", choices=(("mine", "Me"),), empty_label="Everybody", method="_of_reader"
    )
    state = django_filters.ChoiceFilter(
        label="State", choices=STATE_CHOICES, empty_label="Any state", method="_in_state"
    )
    site = django_filters.ModelChoiceFilter(
        label="Site", queryset=_sites_of, empty_label="Any site", method="_at_site"
    )

    tenant = django_filters.ModelChoiceFilter(
        label="Tenant", queryset=_tenants_of, empty_label="Any tenant", method="_at_tenant"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not _tenants_of(self.request).exists():
            del self.filters["tenant"]

    def _with_text(self, exports: QuerySet[Export], _: str, text: str) -> QuerySet[Export]:
        of_article = Window.objects.filter(export=OuterRef("pk"), post_id__icontains=text)
        return exports.filter(
            Q(title__icontains=text)
            | Q(label__icontains=text)
            | Q(case_number__icontains=text)
            | Exists(of_article)
        )

    def _of_reader(self, exports: QuerySet[Export], _: str, __: str) -> QuerySet[Export]:
        reader: User = self.request.user
        return exports.filter(requested_by=reader)

    def _in_state(self, exports: QuerySet[Export], _: str, state: str) -> QuerySet[Export]:
        return exports.filter(state__in=OPEN_STATES if state == OPEN else [state])

    def _at_site(self, exports: QuerySet[Export], _: str, site: Site) -> QuerySet[Export]:
        return exports.filter(Exists(Window.objects.filter(export=OuterRef("pk"), site=site)))

    def _at_tenant(self, exports: QuerySet[Export], _: str, tenant: Tenant) -> QuerySet[Export]:
        return exports.filter(pk__in=Window.objects.filter(tenant=tenant).values("export"))


def sorted_by(exports: QuerySet[Export], sort: str) -> QuerySet[Export]:
    """Sorted by one of SORTS, downwards with a leading minus; unknown words sort by age."""
    if sort.removeprefix("-") not in SORTS:
        sort = DEFAULT_SORT
    minus = "-" if sort.startswith("-") else ""
    return exports.order_by(*(f"{minus}{column}" for column in SORTS[sort.removeprefix("-")]))
