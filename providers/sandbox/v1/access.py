"""The first generation names spot and token in every request."""

from typing import Any

from providers.sandbox.access import check_token
from providers.sandbox.exchange import Exchange


def admitted_spot(exchange: Exchange, given: dict[str, Any]) -> str:
    """The spot that body or query names; RefusalError when its token may not export it."""
    spot_id = str(given.get("spot_id", ""))
    check_token(exchange, spot_id, str(given.get("token", "")))
    return spot_id
