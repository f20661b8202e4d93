"""The fourth generation knows a spot by its bearer token; `x-spot-id` names it once more."""

from providers.sandbox.access import check
from providers.sandbox.answers import RefusalError
from providers.sandbox.exchange import Exchange, named_spot


def spot_of_token(exchange: Exchange) -> str:
    """The spot that is named, or else the one whose token came along."""
    return named_spot(exchange) or exchange.sandbox.tokens.spot_of(_bearer(exchange))


def admitted_spot(exchange: Exchange) -> str:
    """The token's spot; RefusalError when there is none, another one is named in `x-spot-id`, or it
    may not be exported."""
    spot_id = exchange.sandbox.tokens.spot_of(_bearer(exchange))
    if not spot_id:
        raise RefusalError(401, "The token is not valid, or has expired.")
    if exchange.request.headers.get("x-spot-id", spot_id) != spot_id:
        check(exchange, "another spot")
    if not exchange.sandbox.spots.enabled(spot_id):
        check(exchange, "disabled")
    return spot_id


def _bearer(exchange: Exchange) -> str:
    scheme, _, token = exchange.request.headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""
