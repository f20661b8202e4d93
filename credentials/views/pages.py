"""What the pages of sites and of tenants do alike: add, change, show, tell about keys."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import PersonRequest
from credentials import services
from credentials.form_fields import MASK
from credentials.forms import ConnectionForm, FirstKeysForm, KeysForm
from credentials.models import Connection, KeyKind, KeyState


def add(request: PersonRequest, form: FirstKeysForm) -> HttpResponse:
    """The page of a form that brings a new connection and its keys."""
    if form.is_final() and (connection := _saved(request, form)):
        for kind in connection.key_kinds:
            if services.replace_key(connection, form.cleaned_data[kind], request.user, kind):
                tell_about_key(request, connection, kind)
        _warn_if_hidden(request, connection)
        return redirect(connection)
    noun = form.kind.noun
    return render(request, f"credentials/new_{noun}.html", {"form": form, "noun": noun})


def change(request: PersonRequest, connection: Connection, form: ConnectionForm) -> HttpResponse:
    """The connection's page; a POST changes what it is, not its keys."""
    if form.is_final() and (saved := _saved(request, form)):
        messages.success(request, f"{saved} is saved.")
        _warn_if_hidden(request, saved)
        if form.doubts_the_keys:
            _test_every_key(request, saved)
        return redirect(saved)
    return show(request, connection, form)


def show(
    request: PersonRequest,
    connection: Connection,
    form: ConnectionForm,
    wrong: Mapping[KeyKind, KeysForm] | None = None,
) -> HttpResponse:
    """The connection's page; `wrong` are filled-in forms of keys to be shown with their errors."""
    panels = [
        (place, (wrong or {}).get(place.kind) or KeysForm(places=[place]))
        for place in connection.keyring
    ]
    context: dict[str, Any] = {"connection": connection, "form": form, "panels": panels}
    return render(request, f"credentials/{connection.noun}.html", {**context, "mask": MASK})


def tell_about_key(request: PersonRequest, connection: Connection, kind: KeyKind) -> None:
    several = len(connection.key_kinds) > 1
    name = kind.label if several else "key"
    key = connection.keys.filter(kind=kind).first()
    if key is None:
        messages.error(request, f"There is no {name} to test. Enter one.")
    elif key.problem:
        state = f"{name}: {key.get_state_display()}" if several else key.get_state_display()
        messages.error(request, f"{state}. The reason stands beside the key.")
    elif key.state == KeyState.WORKS:
        accepted = f"{connection.vendor} accepts the {name}. What waited for it goes on by itself."
        messages.success(request, accepted)
    else:
        messages.success(request, f"The {name} is stored. {WHEN_IT_SHOWS}")


WHEN_IT_SHOWS = "Whether it works shows in the checks, or when it is first used."


def _test_every_key(request: PersonRequest, connection: Connection) -> None:
    for place in connection.keyring:
        if place.key is not None and services.test_key(connection, request.user, place.kind):
            tell_about_key(request, connection, place.kind)
        elif place.key is None and place.is_needed:
            messages.warning(request, f"{connection} has no {place.kind.label} yet. Enter it here.")


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
