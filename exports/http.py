"""What every view of this room needs: who asks, for which export, and for how much of the page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers

from accounts.http import PersonRequest
from exports.models import Export
from exports.queries import exports_visible_to


def visible_export(request: PersonRequest, pk: int) -> Export:
    """The export, or 404: to a stranger it does not exist."""
    return get_object_or_404(exports_visible_to(request.user), pk=pk)


def wants_fragment(request: PersonRequest) -> bool:
    """htmx wants a part of the page; going back in the browser's history wants all of it."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def show(request: PersonRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """One URL serves page and fragment, so nothing in between may keep one for the other."""
    return uncached(render(request, template, context))


def uncached(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["HX-Request"])
    response["Cache-Control"] = "no-store"
    return response
