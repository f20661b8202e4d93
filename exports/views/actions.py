"""What people do to an export. Each is a POST; the page it leads to says what happened."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.http import PersonRequest
from exports import services
from exports.detail.offers import may_delete, may_move
from exports.http import visible_export
from exports.models import Export
from exports.views.starting import begun


@require_POST
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    export = _movable(request, pk)
    try:
        services.cancel(export, request.user)
    except services.Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect(export)


@require_POST
def retry(request: PersonRequest, pk: int) -> HttpResponse:
    export = _movable(request, pk)
    try:
        services.retry(export, request.user)
    except services.Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect(export)


@require_POST
def repeat(request: PersonRequest, pk: int) -> HttpResponse:
    return begun(request, _movable(request, pk), services.repeat)


@require_POST
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    export = visible_export(request, pk)
    if not may_delete(export, request.user):
        raise PermissionDenied
    try:
        services.delete(export, request.user)
    except services.Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(export)
    messages.success(request, f"Deleted “{export}”.")
    return redirect("exports:list")


def _movable(request: PersonRequest, pk: int) -> Export:
    export = visible_export(request, pk)
    if not may_move(export, request.user):
        raise PermissionDenied
    return export
