"""Bringing an export up to date: once, or again and again."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.http import PersonRequest
from accounts.models import Right
from exports import services
from exports.forms.watch import WatchForm
from exports.http import visible_export
from exports.models import Export
from exports.queries import watch_of
from exports.views.starting import begun

may_start = permission_required(f"accounts.{Right.START_EXPORTS}", raise_exception=True)


@require_POST
@may_start
def update(request: PersonRequest, pk: int) -> HttpResponse:
    return begun(request, visible_export(request, pk), services.update)


@require_POST
@may_start
def watch(request: PersonRequest, pk: int) -> HttpResponse:
    export = visible_export(request, pk)
    form = WatchForm(_zone(export), request.POST)
    if not form.is_valid():
        problem = next(iter(form.errors.values()))[0]
        messages.warning(request, str(problem))
        return redirect(export)
    try:
        services.watch(export, form.every, form.until, request.user)
    except services.Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect(export)


@require_POST
@may_start
def stop(request: PersonRequest, pk: int) -> HttpResponse:
    export = visible_export(request, pk)
    if found := watch_of(export):
        services.stop_watch(found, request.user)
    return redirect(export)


def _zone(export: Export) -> str:
    return export.windows.values_list("zone", flat=True)[0]
