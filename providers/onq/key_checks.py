"""Does a tenant's key work? Named checks, none of them green by guess.

onQ documents no test call, so one conversation is asked for: once with the key, and once with a
random secret as a control. Only when the control is refused does "accepted" mean something.
"""

import secrets
from dataclasses import replace

from providers.checks import ACCEPTED, Check, Outcome
from providers.errors import (
    ClockWrong,
    KeyRefused,
    NotFound,
    ProviderError,
    UnclearAnswer,
    Unreachable,
    VendorTrouble,
)
from providers.http import Http
from providers.onq.conversations import Conversations
from providers.onq.refusals import clock_ahead, clock_concern
from providers.onq.tokens import Tenant, secret_concern

ANSWERS = "onQ answers"
CLOCK = "Clock agrees with onQ's"
SECRET = "Secret is long enough"  # noqa: S105 - a check's name

_REFUSALS = (KeyRefused, ClockWrong)
_NO_ANSWER = (Unreachable, VendorTrouble, UnclearAnswer, NotFound)
# One for the process: every secret that a tenant has is remembered for redaction.
_CONTROL_SECRET = secrets.token_urlsafe(32)

Probe = ProviderError | None


def check_key(http: Http, tenant: Tenant) -> list[Check]:
    """Four checks in a fixed order, with onQ's own reasons; never raises ProviderError."""
    real = _probe(http, tenant)
    control = _probe(http, replace(tenant, secret=_CONTROL_SECRET))
    return [
        _answers(real, control),
        _accepted(real, control),
        _clock(real, control),
        _secret(tenant),
    ]


def _probe(http: Http, tenant: Tenant) -> Probe:
    try:
        Conversations(http, tenant).page(1, 1)
    except ProviderError as error:
        return error
    return None


def _answers(real: Probe, control: Probe) -> Check:
    for probe in (real, control):
        if isinstance(probe, _NO_ANSWER):
            return Check(ANSWERS, Outcome.REFUSED, _with_reason(probe))
    return Check(ANSWERS, Outcome.OK, "onQ answers at its address.")


def _accepted(real: Probe, control: Probe) -> Check:
    if isinstance(real, _REFUSALS):
        return Check(ACCEPTED, Outcome.REFUSED, _with_reason(real))
    if real is not None:
        return Check(ACCEPTED, Outcome.UNKNOWN, "onQ's answer says nothing about the key.")
    if isinstance(control, _REFUSALS):
        return Check(ACCEPTED, Outcome.OK, "Key accepted for this tenant.")
    return Check(ACCEPTED, Outcome.UNKNOWN, "onQ did not refuse a random secret here either.")


def _clock(real: Probe, control: Probe) -> Check:
    told = [ahead for one in (control, real) if one and (ahead := clock_ahead(one)) is not None]
    if not told:
        return Check(CLOCK, Outcome.UNKNOWN, "onQ did not tell its time.")
    if concern := clock_concern(told[0]):
        return Check(CLOCK, Outcome.REFUSED, concern)
    return Check(CLOCK, Outcome.OK, "The clock here agrees with onQ's.")


def _secret(tenant: Tenant) -> Check:
    if concern := secret_concern(tenant.secret):
        return Check(SECRET, Outcome.REFUSED, concern)
    return Check(SECRET, Outcome.OK, "The secret is as long as it should be.")


def _with_reason(error: ProviderError) -> str:
    reason = f" onQ's reason: {error.detail}" if error.status and error.detail else ""
    return f"{error.sentence}{reason}"
