"""The token that opens the other routes."""

from providers.sandbox.access import check
from providers.sandbox.answers import Answer, RefusalError, as_json
from providers.sandbox.exchange import Exchange
from providers.sandbox.requesting import given_text


def issue_token(exchange: Exchange) -> Answer:
    """POST /v1/publisher/auth with `spot_id` and `apikey`, the "Export v4 API key"."""
    sandbox, settings = exchange.sandbox, exchange.sandbox.settings
    if not sandbox.auth_pace.admits(exchange.request.client, settings.v4_auth_per_second):
        raise RefusalError(429, "Only one request a second is taken.")
    document = exchange.request.document()
    spot_id, key = given_text(document, "spot_id"), given_text(document, "apikey")
    check(exchange, sandbox.spots.judge_v4(spot_id, key))
    return as_json({"token": sandbox.tokens.issue(spot_id, settings.v4_token_seconds)})
