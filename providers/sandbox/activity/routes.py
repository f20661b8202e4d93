"""The vendor's route about a person, as "User Activity" documents it.

`developers.openweb.com/docs/api-user-activity`: POST with the spot and the key in headers. The page
shows no error answers, and leaves open what `count` and `offset` count; those follow the settings.
"""

from typing import Any

from providers.sandbox.access import check_token
from providers.sandbox.activity.history import History
from providers.sandbox.activity.pages import NOBODY, page
from providers.sandbox.activity.writers import Writer
from providers.sandbox.answers import Answer, RefusalError, as_json
from providers.sandbox.exchange import Exchange


def user_activity(exchange: Exchange) -> Answer:
    """POST /v1/user/activity; a `profile_user_id` counts more than a `primary_key`."""
    sandbox, settings = exchange.sandbox, exchange.sandbox.settings
    headers, document = exchange.request.headers, exchange.request.document()
    spot_id = headers.get("x-spot-id", "")
    check_token(exchange, spot_id, exchange.request.secret("apikey"))
    if settings.activity_off in ("*", spot_id):
        raise RefusalError(403, "User activity is not enabled for this spot.")
    offset, count = _whole_number(document, "offset") or 0, _whole_number(document, "count")
    writer = _writer(exchange, spot_id, document)
    if writer is None and settings.activity_unknown == "not_found":
        raise RefusalError(404, "The user was not found.")
    if writer is None:
        return as_json(NOBODY)
    history = History(spot_id, settings.foreign_spot or spot_id, settings.seed, writer)
    return as_json(page(history, offset, count, sandbox.settings))


def _writer(exchange: Exchange, spot_id: str, document: dict[str, Any]) -> Writer | None:
    writers, settings = exchange.sandbox.writers, exchange.sandbox.settings
    user_id, key = document.get("profile_user_id"), document.get("primary_key")
    if isinstance(user_id, str) and user_id:
        return writers.by_id(spot_id, user_id, settings)
    if isinstance(key, str) and key:
        return writers.by_key(spot_id, key, settings)
    raise RefusalError(400, "profile_user_id is missing.")


def _whole_number(document: dict[str, Any], name: str) -> int | None:
    value = document.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise RefusalError(400, f"{name} is not a number.")
    return value
