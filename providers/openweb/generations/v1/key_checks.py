"""Does a key work? Named checks, none of them green by guess.

Export v1 documents no test call, so the read-only article feed of the same document is asked about
an article that does not exist: once with the key, and once with a random key as a control. Only
when the control is refused does "accepted" mean something.
"""

from typing import Any

import msgspec

from providers.checks import ACCEPTED, Check, Outcome
from providers.errors import ProviderError, printable
from providers.http import Http, decode
from providers.openweb.article_feed import PATH
from providers.openweb.generations import checks
from providers.openweb.generations.checks import BEFORE_THE_FIRST, BELONGS, BY_DATE
from providers.openweb.generations.generation import Host, Hosts
from providers.redaction import remember

PROBE_POST = "threadkeep-key-check"


class _Feed(msgspec.Struct):
    events: list[Any]
    new_etag: int
    spot_id: str | None = None


def check_key(hosts: Hosts, spot_id: str, token: str) -> list[Check]:
    """Four checks in a fixed order, with the vendor's own reasons; never raises ProviderError."""
    remember(token)
    http = hosts(Host.OPEN_API)
    real = checks.outcome_of(lambda: _probe(http, spot_id, token))
    answers = checks.answers(real)
    if answers.outcome is Outcome.REFUSED:
        return [answers, *checks.untold(ACCEPTED, BELONGS), _by_date()]
    control = checks.outcome_of(lambda: _probe(http, spot_id, checks.CONTROL_KEY))
    accepted = checks.accepted(real, control)
    return [answers, accepted, _belongs(real, accepted, spot_id), _by_date()]


def _probe(http: Http, spot_id: str, token: str) -> _Feed:
    params: dict[str, str | int] = {
        "token": token,
        "spot_id": spot_id,
        "post_id": PROBE_POST,
        "etag": 0,
        "count": 1,
    }
    return decode(http.call("GET", PATH, params=params), _Feed)


def _belongs(real: _Feed | ProviderError, accepted: Check, spot_id: str) -> Check:
    if isinstance(real, ProviderError) or accepted.outcome is not Outcome.OK or not real.spot_id:
        return Check(BELONGS, Outcome.UNKNOWN, BEFORE_THE_FIRST)
    if real.spot_id != spot_id:
        sentence = f"OpenWeb answered for {printable(real.spot_id[:80])}, not for {spot_id}."
        return Check(BELONGS, Outcome.REFUSED, sentence)
    return Check(BELONGS, Outcome.OK, f"OpenWeb answered for {spot_id}.")


def _by_date() -> Check:
    return Check(BY_DATE, Outcome.UNKNOWN, BEFORE_THE_FIRST)
