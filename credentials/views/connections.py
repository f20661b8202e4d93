"""All connections in one list, and what is done to any of them; `noun` says of which kind it is."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PersonRequest
from accounts.models import User
from credentials import services
from credentials.forms import KeyForm, SiteForm, TenantForm
from credentials.models import Connection
from credentials.queries import sites_visible_to, tenants_visible_to
from credentials.views import pages
from credentials.views.rights import hides_the_key, manages_keys

FORMS = {"site": SiteForm, "tenant": TenantForm}


@manages_keys
@require_safe
def connections(request: PersonRequest) -> HttpResponse:
    shown = ("keys", "allowed_people", "allowed_groups")
    context = {
        "sites": sites_visible_to(request.user).prefetch_related(*shown),
        "tenants": tenants_visible_to(request.user).prefetch_related(*shown),
    }
    return render(request, "credentials/connections.html", context)


@manages_keys
@hides_the_key
@require_POST
def replace_key(request: PersonRequest, noun: str, pk: int) -> HttpResponse:
    connection = _connection(request, noun, pk)
    form = KeyForm.of(connection, request.POST)
    if not form.is_valid():
        return pages.show(request, connection, FORMS[noun](connection=connection), form)
    if services.replace_key(connection, form.cleaned_data["secret"], request.user):
        pages.tell_about_key(request, connection)
    else:
        messages.info(request, "No key was entered. The stored one is kept.")
    return redirect(connection)


@manages_keys
@require_POST
def test_key(request: PersonRequest, noun: str, pk: int) -> HttpResponse:
    connection = _connection(request, noun, pk)
    services.test_key(connection, request.user)
    pages.tell_about_key(request, connection)
    return redirect(connection)


@manages_keys
@require_POST
def activate(request: PersonRequest, noun: str, pk: int) -> HttpResponse:
    return _switched(request, _connection(request, noun, pk), services.activate)


@manages_keys
@require_POST
def deactivate(request: PersonRequest, noun: str, pk: int) -> HttpResponse:
    return _switched(request, _connection(request, noun, pk), services.deactivate)


@manages_keys
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: PersonRequest, noun: str, pk: int) -> HttpResponse:
    connection = _connection(request, noun, pk)
    if request.method != "POST":
        return render(request, "credentials/delete.html", {"connection": connection})
    try:
        services.delete(connection, request.user)
    except services.ActionRefused as refused:
        messages.error(request, str(refused))
        return redirect(connection)
    messages.success(request, f"{connection} is deleted. Its exports and files are kept.")
    return redirect("credentials:connections")


def _connection(request: PersonRequest, noun: str, pk: int) -> Connection:
    if noun == "tenant":
        tenants = tenants_visible_to(request.user)
        return get_object_or_404(tenants.prefetch_related("keys"), pk=pk)
    return get_object_or_404(sites_visible_to(request.user).prefetch_related("keys"), pk=pk)


def _switched(
    request: PersonRequest,
    connection: Connection,
    switch: Callable[[Connection, User | None], None],
) -> HttpResponse:
    switch(connection, request.user)
    state = "switched on" if connection.is_active else "switched off"
    messages.success(request, f"{connection} is {state}.")
    return redirect(connection)
