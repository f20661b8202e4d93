"""Tenants at onQ: adding and changing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from accounts.http import PersonRequest
from credentials.forms import NewTenantForm, TenantForm
from credentials.models import Tenant
from credentials.queries import tenants_visible_to
from credentials.views import pages
from credentials.views.rights import hides_the_keys, manages_keys


@manages_keys
@hides_the_keys
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    form = NewTenantForm(request.POST or None)
    answer = pages.add(request, form)
    if answer.status_code == 302:
        _warn_of_twins(request, form.cleaned_data["audience"])
    return answer


def _warn_of_twins(request: PersonRequest, audience: str) -> None:
    names = [one.name for one in Tenant.objects.filter(audience=audience).order_by("name")]
    if len(names) > 1:
        known = " and ".join(names)
        messages.warning(request, f"{known} are the same tenant at onQ. One of them is enough.")


@manages_keys
@require_http_methods(["GET", "HEAD", "POST"])
def tenant(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(tenants_visible_to(request.user).prefetch_related("keys"), pk=pk)
    return pages.change(request, found, TenantForm(request.POST or None, connection=found))
