"""Which request goes where: the vendor's routes through faults and log, control past both."""

from providers.sandbox import control, downloads
from providers.sandbox.activity.routes import user_activity
from providers.sandbox.articles import routes as articles
from providers.sandbox.exchange import Exchange, Request, named_spot, not_found
from providers.sandbox.faults.kinds import KINDS
from providers.sandbox.onq.routes import conversations
from providers.sandbox.routing import route
from providers.sandbox.sandbox import Sandbox
from providers.sandbox.v1 import routes as v1
from providers.sandbox.v2 import routes as v2
from providers.sandbox.v4 import routes as v4
from providers.sandbox.wire import Wire

ROUTES = (
    *v1.ROUTES,
    *v2.ROUTES,
    *v4.ROUTES,
    *downloads.ROUTES,
    route("text-only", "GET", r"/v1/spot-conversation-events/text-only", articles.article_events),
    route("messages-count", "GET", r"/v1/messages-count", articles.messages_count),
    route("activity", "POST", r"/v1/user/activity", user_activity),
    route("conversations", "GET", r"/api/external/conversations", conversations),
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
    KINDS[struck.kind](exchange, **struck.details)


def exchange_for(sandbox: Sandbox, request: Request, wire: Wire) -> Exchange:
    for known in ROUTES:
        place = known.place(request.method, request.path, request.query)
        if place is not None:
            return Exchange(sandbox, request, wire, known.name, place, known.run, known.spot_of)
    return Exchange(
        sandbox, request, wire, "unknown", {}, lambda _exchange: not_found(), named_spot
    )
