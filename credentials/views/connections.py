"""All connections in one list, and what is done to any of them; `noun` says of which kind it is."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PersonRequest
from accounts.models import User
from credentials import services
from credentials.forms import KeysForm, SiteForm, TenantForm
from credentials.models import Connection, KeyKind, KeyPlace
from credentials.queries import sites_visible_to, tenants_visible_to
from credentials.views import pages
from credentials.views.rights import hides_the_keys, manages_keys

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
@hides_the_keys
@require_POST
def replace_key(request: PersonRequest, noun: str, pk: int, kind: str) -> HttpResponse:
    connection = _connection(request, noun, pk)
    place = _place(connection, kind)
    form = KeysForm(request.POST, places=[place])
    if not form.is_valid():
        facts = FORMS[noun](connection=connection)
        return pages.show(request, connection, facts, {place.kind: form})
    if services.replace_key(connection, form.cleaned_data[kind], request.user, place.kind):
        pages.tell_about_key(request, connection, place.kind)
    else:
        messages.info(request, "No key was entered. The stored one is kept.")
    return redirect(connection)


@manages_keys
@require_POST
def test_key(request: PersonRequest, noun: str, pk: int, kind: str) -> HttpResponse:
    connection = _connection(request, noun, pk)
    place = _place(connection, kind)
    services.test_key(connection, request.user, place.kind)
    pages.tell_about_key(request, connection, place.kind)
    return redirect(connection)


@manages_keys
@require_POST
def remove_key(request: PersonRequest, noun: str, pk: int, kind: str) -> HttpResponse:
    """For keys that the connection can do without; the needed one is only ever replaced."""
    connection = _connection(request, noun, pk)
    if kind not in KeyKind.values or kind == connection.key_kind:
        raise Http404
    services.remove_key(connection, request.user, KeyKind(kind))
    messages.success(request, f"The {KeyKind(kind).label} is removed.")
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


def _place(connection: Connection, kind: str) -> KeyPlace:
    found = next((place for place in connection.keyring if place.kind == kind), None)
    if found is None:
        raise Http404
    return found


def _switched(
    request: PersonRequest,
    connection: Connection,
    switch: Callable[[Connection, User | None], None],
) -> HttpResponse:
    switch(connection, request.user)
    state = "switched on" if connection.is_active else "switched off"
    messages.success(request, f"{connection} is {state}.")
    return redirect(connection)
