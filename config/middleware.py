import re
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django_structlog.middlewares import RequestMiddleware as StructlogMiddleware
from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

REQUEST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


class RequestMiddleware(StructlogMiddleware):
    """Every log line of a request has its id, which the answer names in `X-Request-ID`.

    Outside of all that may fail. Logs the path without its query: what people searched for is not
    the log's business.
    """

    def prepare(self, request: HttpRequest) -> None:
        clear_contextvars()  # of a request that broke off in this thread
        request.META["HTTP_X_REQUEST_ID"] = _request_id(request)
        super().prepare(request)

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        response.headers["X-Request-ID"] = get_contextvars()["request_id"]
        super().handle_response(request, response)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {request.path}"

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        """Who it is if that is known by now: asking the database may be what fails."""
        person = getattr(request, "_cached_user", None)  # as AuthenticationMiddleware keeps it
        if person is not None:
            bind_contextvars(person=person.pk)


class PersonMiddleware:
    """The innermost: by now somebody else had to know who it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        RequestMiddleware.bind_user_id(request)


def _request_id(request: HttpRequest) -> str:
    """A proxy's own where it looks like one: anybody may send anything."""
    sent = request.META.get("HTTP_X_REQUEST_ID", "")
    return sent if REQUEST_ID.fullmatch(sent) else uuid.uuid4().hex


def uncached(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Pages are for one person: after signing out, Back must not bring them from a cache."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware
