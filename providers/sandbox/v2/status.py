"""How far an export is, which are finished, and giving one up."""

from providers.sandbox import following
from providers.sandbox.answers import Answer
from providers.sandbox.exchange import Exchange
from providers.sandbox.v2.access import admitted_spot, spot_of_key


def export_status(exchange: Exchange) -> Answer:
    """GET /v2/export/comments/status?id=."""
    return following.status(exchange, admitted_spot(exchange), "v2")


def finished_exports(exchange: Exchange) -> Answer:
    """GET /v2/export/comments/list?limit=&offset=."""
    return following.finished(exchange, admitted_spot(exchange), "v2")


def abort_export(exchange: Exchange) -> Answer:
    """GET /v2/export/comments/abort?id=. Its document lists no key, which is taken for a slip."""
    needs_key = exchange.sandbox.settings.v2_abort_needs_key
    spot_id = admitted_spot(exchange) if needs_key else spot_of_key(exchange)
    return following.abort(exchange, spot_id, "v2")
