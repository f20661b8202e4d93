"""What the generations' tests of a key have in common: their questions, and how two are answered.

Only a control that is refused gives "accepted" a meaning: the same call with a random key.
"""

import secrets
from collections.abc import Callable
from typing import TypeVar

from providers.checks import ACCEPTED, Check, Outcome
from providers.errors import KeyRefused, ProviderError, UnclearAnswer, Unreachable, VendorTrouble

ANSWERS = "OpenWeb answers"
BELONGS = "Spot belongs to this key"
BY_DATE = "Exports by date are switched on"

# One for the process: every secret that a client has is remembered for redaction.
CONTROL_KEY = secrets.token_urlsafe(32)
BEFORE_THE_FIRST = "This cannot be told before the first export."
_WITHOUT_AN_ANSWER = "This cannot be told while OpenWeb does not answer."

T = TypeVar("T")


def outcome_of(call: Callable[[], T]) -> T | ProviderError:
    """What the call brought, or its failure."""
    try:
        return call()
    except ProviderError as error:
        return error


def answers(probe: object) -> Check:
    """Does OpenWeb answer? `probe` is the failure of a call, or whatever it brought."""
    if isinstance(probe, Unreachable | VendorTrouble):
        return Check(ANSWERS, Outcome.REFUSED, with_reason(probe.fact, probe))
    if isinstance(probe, UnclearAnswer):
        sentence = "Something answers at this address, but not as OpenWeb's documents describe."
        return Check(ANSWERS, Outcome.REFUSED, with_reason(sentence, probe))
    return Check(ANSWERS, Outcome.OK, "OpenWeb answers at its address.")


def accepted(real: object, control: object) -> Check:
    """Is the key accepted? The same call's outcome with the key, and with a random one."""
    if isinstance(real, KeyRefused):
        return Check(ACCEPTED, Outcome.REFUSED, with_reason("OpenWeb refused the key.", real))
    if isinstance(real, ProviderError):
        sentence = "OpenWeb's answer says nothing about the key. The first export will tell."
        return Check(ACCEPTED, Outcome.UNKNOWN, with_reason(sentence, real))
    if isinstance(control, KeyRefused):
        return Check(ACCEPTED, Outcome.OK, "OpenWeb accepted the key.")
    sentence = "OpenWeb did not refuse a random key here either. The first export will tell."
    return Check(ACCEPTED, Outcome.UNKNOWN, sentence)


def untold(*names: str) -> list[Check]:
    """What cannot be asked of a vendor that does not answer."""
    return [Check(name, Outcome.UNKNOWN, _WITHOUT_AN_ANSWER) for name in names]


def with_reason(sentence: str, error: ProviderError) -> str:
    """The sentence, and OpenWeb's own words where it answered with some."""
    told = error.status and error.detail
    return f"{sentence} OpenWeb's reason: {error.detail}" if told else sentence
