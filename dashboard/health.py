"""Is the web process serving? Answered without a session, a database or a known host."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse


@login_not_required
def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def health_first(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """The outermost middleware: probes come by address, which is no allowed host."""
    path = reverse("healthz")

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return healthz(request) if request.path == path else get_response(request)

    return middleware
