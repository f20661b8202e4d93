from typing import cast
from urllib.parse import urlencode

from allauth.account.views import LoginView
from django.contrib.auth.decorators import login_not_required
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    HttpResponseServerError,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails
from structlog.contextvars import get_contextvars

from accounts.models import Right, User
from dashboard import queries
from dashboard.context import Frame
from dashboard.forms import SignInForm
from dashboard.themes import remember_theme, theme_of


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):  # type: ignore[misc]  # allauth is untyped
    form_class = SignInForm

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """A fragment whose session ended must not show this page inside another one."""
        htmx = HtmxDetails(request)
        if htmx:
            back = urlencode({"next": htmx.current_url_abs_path or "/"})
            return HttpResponseClientRedirect(f"{request.path}?{back}")
        return cast("HttpResponseBase", super().dispatch(request, *args, **kwargs))


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def overview(request: HttpRequest) -> HttpResponse:
    user = cast("User", request.user)
    work = queries.work_for(user)
    if HtmxDetails(request):
        if request.GET.get("seen") == work.version:
            return HttpResponse(status=204)
        return render(request, "dashboard/work.html", {"work": work})
    return render(
        request,
        "dashboard/overview.html",
        {
            "work": work,
            "sites": queries.sites_of(user),
            "tenants": queries.tenant_lines(user),
            "watches": queries.watches_of(user),
            "may_start": user.may(Right.START_EXPORTS),
        },
    )


def broken(_request: HttpRequest) -> HttpResponse:
    """Without the request's context: whatever broke may be needed for it."""
    told = {"request_id": get_contextvars().get("request_id", "")}
    return HttpResponseServerError(render_to_string("500.html", told))


@require_safe
@never_cache
def banners(request: HttpRequest) -> HttpResponse:
    """What stops work, for pages that stay open; their line about the workers changes with it."""
    if request.GET.get("known") == Frame(request).trouble:
        return HttpResponse(status=204)
    return render(request, "dashboard/banners.html")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(target if here else reverse("dashboard:overview"))
    remember_theme(response, theme_of(request.POST.get("theme")), secure=request.is_secure())
    return response
