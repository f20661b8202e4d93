"""What the pages of sites and of tenants do alike: add, change, show, tell about the key."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import PersonRequest
from credentials import services
from credentials.form_fields import MASK
from credentials.forms import ConnectionForm, KeyForm
from credentials.models import Connection, KeyState


def add(request: PersonRequest, form: ConnectionForm) -> HttpResponse:
    """The page of a form that brings a new connection and its key."""
    if form.is_final() and (connection := _saved(request, form)):
        services.replace_key(connection, form.cleaned_data["secret"], request.user)
        tell_about_key(request, connection)
        _warn_if_hidden(request, connection)
        return redirect(connection)
    noun = form.kind.noun
    return render(request, f"credentials/new_{noun}.html", {"form": form, "noun": noun})


def change(request: PersonRequest, connection: Connection, form: ConnectionForm) -> HttpResponse:
    """The connection's page; a POST changes what it is, not its key."""
    if form.is_final() and (saved := _saved(request, form)):
        messages.success(request, f"{saved} is saved.")
        _warn_if_hidden(request, saved)
        if form.doubts_the_key and services.test_key(saved, request.user):
            tell_about_key(request, saved)
        return redirect(saved)
    return show(request, connection, form, KeyForm.of(connection))


def show(
    request: PersonRequest, connection: Connection, form: ConnectionForm, key_form: KeyForm
) -> HttpResponse:
    context: dict[str, Any] = {"connection": connection, "form": form, "key_form": key_form}
    return render(request, f"credentials/{connection.noun}.html", {**context, "mask": MASK})


def tell_about_key(request: PersonRequest, connection: Connection) -> None:
    key = connection.keys.first()
    if key is None:
        messages.error(request, "There is no key to test. Enter one.")
    elif key.problem:
        messages.error(request, f"{key.get_state_display()}. The reason stands beside the key.")
    elif key.state == KeyState.WORKS:
        accepted = f"{connection.vendor} accepts the key. What waited for it goes on by itself."
        messages.success(request, accepted)
    else:
        messages.success(request, STORED)


STORED = "The key is stored. Whether it works shows in the checks, or when it is first used."


def _saved(request: PersonRequest, form: ConnectionForm) -> Connection | None:
    try:
        return form.save(request.user)
    except services.ActionRefused as refused:
        form.add_error(None, str(refused))
        return None


def _warn_if_hidden(request: PersonRequest, connection: Connection) -> None:
    if connection.is_hidden:
        sentence = f"Nobody is chosen: only people who manage keys see {connection}."
        messages.warning(request, sentence)
