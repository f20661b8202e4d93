"""Which request goes where: the vendor's routes through faults and log, control past both."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from providers.sandbox import control, openweb_v1
from providers.sandbox.activity.routes import user_activity
from providers.sandbox.answers import Answer
from providers.sandbox.articles import routes as articles
from providers.sandbox.exchange import Exchange, Request, not_found
from providers.sandbox.faults.kinds import KINDS
from providers.sandbox.onq.routes import conversations
from providers.sandbox.sandbox import Sandbox
from providers.sandbox.wire import Wire


@dataclass(frozen=True)
class Route:
    name: str
    methods: tuple[str, ...]
    path: re.Pattern[str]
    run: Callable[[Exchange], Answer]


def route(name: str, methods: str, path: str, run: Callable[[Exchange], Answer]) -> Route:
    return Route(name, tuple(methods.split()), re.compile(path), run)


EXPORT_ID = r"(?P<export_id>[^/]+)"
ROUTES = (
    route("export", "POST", r"/v1/comments/export", openweb_v1.request_export),
    route("status", "GET", rf"/v1/comments/{EXPORT_ID}/status", openweb_v1.export_status),
    route("text-only", "GET", r"/v1/spot-conversation-events/text-only", articles.article_events),
    route("messages-count", "GET", r"/v1/messages-count", articles.messages_count),
    route("activity", "POST", r"/v1/user/activity", user_activity),
    route("conversations", "GET", r"/api/external/conversations", conversations),
    route("file", "GET HEAD", rf"/files/{EXPORT_ID}/(?P<number>\d+)/[^/]+", openweb_v1.download),
)


def serve(sandbox: Sandbox, request: Request, wire: Wire) -> None:
    """Answer one request, or do to it what an armed fault says."""
    if request.path.startswith(control.PREFIX):
        wire.send(control.answer(sandbox, request))
        return
    exchange = exchange_for(sandbox, request, wire)
    struck = sandbox.faults.strike(exchange.route, exchange.labels)
    if struck is None:
        exchange.send(exchange.proceed())
        return
    exchange.struck = struck
    KINDS[struck.rule.kind](exchange, **struck.rule.details)


def exchange_for(sandbox: Sandbox, request: Request, wire: Wire) -> Exchange:
    for known in ROUTES:
        if request.method in known.methods and (found := known.path.fullmatch(request.path)):
            return Exchange(sandbox, request, wire, known.name, found.groupdict(), known.run)
    return Exchange(sandbox, request, wire, "unknown", {}, lambda _exchange: not_found())
