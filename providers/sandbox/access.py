"""Who may do what: what the spots say about a secret, as a refusal."""

from providers.sandbox.answers import RefusalError
from providers.sandbox.exchange import Exchange
from providers.sandbox.spots import Verdict

REFUSALS: dict[Verdict, tuple[int, str]] = {
    "another spot": (403, "This token belongs to another spot."),
    "disabled": (403, "Exporting is switched off for this spot."),
}


def check_token(exchange: Exchange, spot_id: str, token: str) -> None:
    """RefusalError when the export token may not export this spot."""
    check(exchange, exchange.sandbox.spots.judge(spot_id, token))


def check(exchange: Exchange, verdict: Verdict) -> None:
    """RefusalError unless the verdict is "ok"."""
    if verdict == "wrong token":
        raise RefusalError(exchange.sandbox.settings.wrong_token_status, "The token is not valid.")
    if verdict != "ok":
        raise RefusalError(*REFUSALS[verdict])
