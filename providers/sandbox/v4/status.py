"""How far an export is, which are finished, and giving one up."""

from providers.sandbox import following
from providers.sandbox.answers import Answer
from providers.sandbox.exchange import Exchange
from providers.sandbox.v4.access import admitted_spot


def export_status(exchange: Exchange) -> Answer:
    """GET /v4/export/status?id=."""
    return following.status(exchange, admitted_spot(exchange), "v4")


def finished_exports(exchange: Exchange) -> Answer:
    """GET /v4/export/list?limit=&offset=."""
    return following.finished(exchange, admitted_spot(exchange), "v4")


def abort_export(exchange: Exchange) -> Answer:
    """GET /v4/export/abort?id=."""
    return following.abort(exchange, admitted_spot(exchange), "v4")
