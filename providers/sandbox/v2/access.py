"""The second generation names no spot: the token in the header `apikey` is a spot's own."""

from providers.sandbox.access import check, check_token
from providers.sandbox.exchange import Exchange


def spot_of_key(exchange: Exchange) -> str:
    """The spot whose token came along, or else that of the export that is named."""
    key = exchange.request.secret("apikey")
    if key:
        return exchange.sandbox.spots.owner_of(key)
    export = exchange.sandbox.exports.find(exchange.place.get("export_id", ""))
    return export.spot_id if export else ""


def admitted_spot(exchange: Exchange) -> str:
    """The token's spot; RefusalError when there is none, or it may not be exported."""
    key = exchange.request.secret("apikey")
    spot_id = exchange.sandbox.spots.owner_of(key)
    if not spot_id:
        check(exchange, "wrong token")
    check_token(exchange, spot_id, key)
    return spot_id
