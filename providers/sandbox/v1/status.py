"""How far an export is."""

from providers.sandbox.answers import Answer, as_json
from providers.sandbox.downloads import links_to
from providers.sandbox.exchange import Exchange
from providers.sandbox.exports import Export
from providers.sandbox.files import Part
from providers.sandbox.progress import export_of, parts_when_done
from providers.sandbox.v1.access import admitted_spot


def export_status(exchange: Exchange) -> Answer:
    """GET /v1/comments/{export_id}/status?token=&spot_id=."""
    spot_id = admitted_spot(exchange, exchange.request.query)
    export = export_of(exchange, spot_id, "v1")
    parts = parts_when_done(exchange.sandbox, export)
    if parts is None:
        return as_json({"status": "Processing"})
    urls = _urls(exchange, export, parts)
    return as_json({"status": "Done", "export_urls": urls, "count": export.announced})


def _urls(exchange: Exchange, export: Export, parts: list[Part]) -> list[str] | str:
    urls = links_to(exchange, export, parts)
    single = exchange.sandbox.settings.export_urls_as_string and len(urls) == 1
    return urls[0] if single else urls
