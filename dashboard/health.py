"""Does the web process serve, and can people work with it? Answered without a session or a known
host, to strangers: no details."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from dashboard import readiness


@login_not_required
def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    missing = readiness.missing()
    words = "\n".join(missing) or "ready"
    return HttpResponse(words, content_type="text/plain", status=503 if missing else 200)


def health_first(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """The outermost middleware: probes come by address, which is no allowed host."""
    probes = {reverse("healthz"): healthz, reverse("readyz"): readyz}

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return probes.get(request.path, get_response)(request)

    return middleware
