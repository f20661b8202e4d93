"""What people do about a tenant's synchronisation: now, no further, how often."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.http import PersonRequest
from accounts.models import Right
from conversations import services
from conversations.http import back, visible_tenant
from conversations.progress import EVERY, minutes_of

may_start = permission_required(f"accounts.{Right.START_EXPORTS}", raise_exception=True)
may_manage = permission_required(f"accounts.{Right.MANAGE_KEYS}", raise_exception=True)
_EVERY: dict[str, timedelta | None] = {minutes_of(every): every for every, _ in EVERY}


@require_POST
@may_start
def synchronise(request: PersonRequest, tenant: int) -> HttpResponse:
    visible = visible_tenant(request, tenant)
    try:
        services.start(visible, request.user)
    except services.SyncRefused as refusal:
        messages.warning(request, str(refusal))
    return back(request, visible)


@require_POST
@may_start
def stop(request: PersonRequest, tenant: int) -> HttpResponse:
    visible = visible_tenant(request, tenant)
    sync = getattr(visible, "synchronisation", None)
    if sync:
        services.cancel(sync, request.user)
    return back(request, visible)


@require_POST
@may_manage
def every(request: PersonRequest, tenant: int) -> HttpResponse:
    """How often it happens by itself; words that are not offered change nothing."""
    visible = visible_tenant(request, tenant)
    minutes = request.POST.get("every")
    if minutes in _EVERY:
        services.repeat_every(visible, _EVERY[minutes], request.user)
    return back(request, visible)
