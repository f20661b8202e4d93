"""Looking after an export by its id, as the second and the fourth generation have it in common.

Documented are the member with the status URL, `{"status": "Processing"}`, `links` of what is ready,
that the list has finished exports only, and 202 or 400 of an abort. The rest follows the settings;
the members of the list's entries are our guess.
"""

from typing import Any
from urllib.parse import urlencode

from providers.sandbox.answers import Answer, RefusalError, as_json
from providers.sandbox.downloads import links_to
from providers.sandbox.exchange import Exchange
from providers.sandbox.exports import Export, Generation
from providers.sandbox.progress import export_of, parts_when_done, settle

LISTED_AT_ONCE = 20


def status_link(exchange: Exchange, path: str, export: Export) -> Answer:
    """The answer to a request for an export: where to ask for its status."""
    settings = exchange.sandbox.settings
    host = settings.status_link_host or f"http://{exchange.request.host}"
    link = f"{host}{path}?{urlencode({'id': export.export_id})}"
    return as_json({settings.status_link_name: link})


def status(exchange: Exchange, spot_id: str, generation: Generation) -> Answer:
    """Processing, or the links, or the word for an aborted export."""
    export = export_of(exchange, spot_id, generation)
    settings = exchange.sandbox.settings
    if export.aborted:
        return as_json({"status": settings.aborted_word})
    parts = parts_when_done(exchange.sandbox, export)
    if parts is None:
        return as_json({"status": "Processing"})
    word = {"status": settings.ready_word} if settings.ready_word else {}
    return as_json({**word, "links": links_to(exchange, export, parts)})


def finished(exchange: Exchange, spot_id: str, generation: Generation) -> Answer:
    """A page of the finished exports of a spot, newest first."""
    limit = _whole_number(exchange, "limit", LISTED_AT_ONCE)
    offset = _whole_number(exchange, "offset", 0)
    settle(exchange.sandbox, spot_id, generation)
    found = exchange.sandbox.exports.finished(spot_id, generation, limit, offset)
    return as_json({"exports": [_entry(exchange, export) for export in found]})


def abort(exchange: Exchange, spot_id: str, generation: Generation) -> Answer:
    """202 and the end of an export that is in progress; 400 for any other."""
    sandbox = exchange.sandbox
    export = sandbox.exports.find(exchange.place["export_id"])
    if export is None or (export.spot_id, export.generation) != (spot_id, generation):
        raise RefusalError(400, "There is no such export.")
    with sandbox.changing:
        if export.aborted or parts_when_done(sandbox, export) is not None:
            raise RefusalError(400, "The export is not in progress.")
        sandbox.exports.end(export.export_id, "aborted")
    return Answer(202)


def _entry(exchange: Exchange, export: Export) -> dict[str, Any]:
    parts = exchange.sandbox.builder.parts(export.batch)
    return {
        "id": export.export_id,
        **export.asked,
        "links": links_to(exchange, export, parts or []),
    }


def _whole_number(exchange: Exchange, name: str, default: int) -> int:
    text = exchange.request.query.get(name, str(default))
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise RefusalError(400, f"{name} is not a number.")
    return int(text)
