"""Asking for an export."""

from providers.sandbox.answers import Answer, as_json
from providers.sandbox.exchange import Exchange
from providers.sandbox.exports import Order
from providers.sandbox.ranges import instant_of, now
from providers.sandbox.requesting import begin, check_range, given_text, given_time
from providers.sandbox.v1.access import admitted_spot


def request_export(exchange: Exchange) -> Answer:
    """POST /v1/comments/export."""
    document, settings = exchange.request.document(), exchange.sandbox.settings
    for name in ("spot_id", "token", "since"):
        given_text(document, name)
    spot_id = admitted_spot(exchange, document)

    def read(text: str) -> int:
        return instant_of(text, settings.zone)

    since = given_time(document, "since", read)
    to = given_time(document, "to", read) if document.get("to") else now()
    check_range(since, to)
    asked = {name: str(document[name]) for name in ("since", "to") if document.get(name)}
    order = Order("v1", spot_id, since, to, asked, settings.rows_per_file)
    return as_json({"export_id": begin(exchange, order).export_id})
