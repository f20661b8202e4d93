from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from accounts.models import Right, User
from dashboard.status import status


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def page(request: HttpRequest) -> HttpResponse:
    now = status()
    fragment = bool(HtmxDetails(request))
    if fragment and request.GET.get("seen") == now.version:
        return HttpResponse(status=204)
    keeper = cast("User", request.user).may(Right.MANAGE_KEYS)
    shown = {"status": now, "is_keeper": keeper, "swaps": fragment}
    return render(request, f"dashboard/status/{'fragment' if fragment else 'page'}.html", shown)
