"""What can be told about spots under `/_sandbox/`."""

from typing import Any

from providers.sandbox.answers import Answer, as_json
from providers.sandbox.checks import BadRequestError
from providers.sandbox.exchange import Request
from providers.sandbox.sandbox import Sandbox


def keep_spots(sandbox: Sandbox, request: Request) -> Answer:
    """A spot, or with `spots` a list of them, each as `_keep` has it."""
    document = request.document()
    if "spots" not in document:
        return as_json(_keep(sandbox, document))
    if not isinstance(document["spots"], list):
        raise BadRequestError("spots is not a list.")
    return as_json({"spots": [_keep(sandbox, spot) for spot in document["spots"]]})


def _keep(sandbox: Sandbox, spot: object) -> dict[str, Any]:
    """`spot_id` with `token` (adds the spot or replaces its export token), `v4_key`, `enabled`, or
    any of them."""
    given = spot if isinstance(spot, dict) else {}
    spot_id, token, v4_key = (_text(given, name) for name in ("spot_id", "token", "v4_key"))
    enabled = bool(given.get("enabled", True))
    if not spot_id:
        raise BadRequestError("spot_id is missing.")
    if token:
        sandbox.spots.keep(spot_id, token, enabled=enabled)
    elif not sandbox.spots.enable(spot_id, enabled=enabled):
        raise BadRequestError("A new spot needs a token.")
    if v4_key:
        sandbox.spots.keep_v4_key(spot_id, v4_key)
    return {"spot_id": spot_id, "enabled": enabled}


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""
