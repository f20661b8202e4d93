"""While the database is away pages say so, and when to come again, instead of breaking."""

import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django_htmx.middleware import HtmxDetails

from dashboard.views import broken
from jobs import database

RETRY_AFTER_SECONDS = 10
SENTENCE = "Threadkeep cannot reach its database."


def database_first(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Before anything that would look into it: who signed in, and all pages."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request) if database.answers() else unreachable(request)

    return middleware


def unreachable(request: HttpRequest) -> HttpResponse:
    """A page, or one sentence where a fragment was asked for; it is not put into the page."""
    words = SENTENCE if HtmxDetails(request) else render_to_string("503.html")
    return HttpResponse(words, status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})


def server_error(request: HttpRequest) -> HttpResponseBase:
    """What an exception that nobody caught is answered with."""
    error = sys.exc_info()[1]
    if isinstance(error, Exception) and database.went_away(error):
        return unreachable(request)
    return broken(request)
