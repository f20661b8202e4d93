"""Does a key work? Named checks, none of them green by guess.

Export v1 documents no test call, so the read-only article feed of the same document is asked about
an article that does not exist: once with the key, and once with a random key as a control. Only
when the control is refused does "accepted" mean something.
"""

import secrets
from typing import Any

import msgspec

from providers.checks import ACCEPTED, Check, Outcome
from providers.errors import (
    KeyRefused,
    ProviderError,
    UnclearAnswer,
    Unreachable,
    VendorTrouble,
    printable,
)
from providers.http import Http, decode
from providers.openweb.article_feed import PATH
from providers.redaction import remember

PROBE_POST = "threadkeep-key-check"
ANSWERS = "OpenWeb answers"
BELONGS = "Spot belongs to this key"
BY_DATE = "Exports by date are switched on"


class _Feed(msgspec.Struct):
    events: list[Any]
    new_etag: int
    spot_id: str | None = None


Probe = _Feed | ProviderError


def check_key(http: Http, spot_id: str, token: str) -> list[Check]:
    """Four checks in a fixed order, with the vendor's own reasons; never raises ProviderError."""
    remember(token)
    real = _probe(http, spot_id, token)
    answers = _answers(real)
    if answers.outcome is Outcome.REFUSED:
        untold = "This cannot be told while OpenWeb does not answer."
        return [
            answers,
            *(Check(name, Outcome.UNKNOWN, untold) for name in (ACCEPTED, BELONGS)),
            _by_date(),
        ]
    control = _probe(http, spot_id, secrets.token_urlsafe(16))
    accepted = _accepted(real, control)
    return [answers, accepted, _belongs(real, accepted, spot_id), _by_date()]


def _probe(http: Http, spot_id: str, token: str) -> Probe:
    params: dict[str, str | int] = {
        "token": token,
        "spot_id": spot_id,
        "post_id": PROBE_POST,
        "etag": 0,
        "count": 1,
    }
    try:
        return decode(http.call("GET", PATH, params=params), _Feed)
    except ProviderError as error:
        return error


def _answers(real: Probe) -> Check:
    if isinstance(real, Unreachable | VendorTrouble):
        return Check(ANSWERS, Outcome.REFUSED, _with_reason(real.sentence, real))
    if isinstance(real, UnclearAnswer):
        sentence = "Something answers at this address, but not as OpenWeb's documents describe."
        return Check(ANSWERS, Outcome.REFUSED, _with_reason(sentence, real))
    return Check(ANSWERS, Outcome.OK, "OpenWeb answers at its address.")


def _accepted(real: Probe, control: Probe) -> Check:
    if isinstance(real, KeyRefused):
        return Check(ACCEPTED, Outcome.REFUSED, _with_reason("OpenWeb refused the key.", real))
    if isinstance(real, ProviderError):
        sentence = "OpenWeb's answer says nothing about the key. The first export will tell."
        return Check(ACCEPTED, Outcome.UNKNOWN, _with_reason(sentence, real))
    if isinstance(control, KeyRefused):
        return Check(ACCEPTED, Outcome.OK, "Key accepted for this spot.")
    sentence = "OpenWeb did not refuse a random key here either. The first export will tell."
    return Check(ACCEPTED, Outcome.UNKNOWN, sentence)


def _belongs(real: Probe, accepted: Check, spot_id: str) -> Check:
    if isinstance(real, ProviderError) or accepted.outcome is not Outcome.OK or not real.spot_id:
        return Check(BELONGS, Outcome.UNKNOWN, "This cannot be told before the first export.")
    if real.spot_id != spot_id:
        sentence = f"OpenWeb answered for {printable(real.spot_id[:80])}, not for {spot_id}."
        return Check(BELONGS, Outcome.REFUSED, sentence)
    return Check(BELONGS, Outcome.OK, f"OpenWeb answered for {spot_id}.")


def _by_date() -> Check:
    return Check(BY_DATE, Outcome.UNKNOWN, "This cannot be told before the first export.")


def _with_reason(sentence: str, error: ProviderError) -> str:
    return (
        f"{sentence} OpenWeb's reason: {error.detail}"
        if error.status and error.detail
        else sentence
    )
