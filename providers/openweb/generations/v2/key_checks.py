"""Does a key open export v2? Named checks, none of them green by guess.

The list of finished exports is asked for, which builds nothing: once with the key, and once with a
random key as a control.
"""

from providers.checks import ACCEPTED, Check, Outcome
from providers.errors import NotEnabled, ProviderError
from providers.openweb.generations import checks
from providers.openweb.generations.checks import BELONGS, BY_DATE
from providers.openweb.generations.generation import Host, Hosts
from providers.openweb.generations.v2.exporter import ExporterV2


def check_key(hosts: Hosts, spot_id: str, token: str) -> list[Check]:
    """Four checks in a fixed order, with the vendor's own reasons; never raises ProviderError."""
    http = hosts(Host.EXPORTER)
    real = checks.outcome_of(ExporterV2(http, spot_id, token).list_one)
    answers = checks.answers(real)
    if answers.outcome is Outcome.REFUSED:
        return [answers, *checks.untold(ACCEPTED, BELONGS, BY_DATE)]
    control = checks.outcome_of(ExporterV2(http, spot_id, checks.CONTROL_KEY).list_one)
    return [answers, checks.accepted(real, control), _belongs(), _by_date(real)]


def _belongs() -> Check:
    sentence = "Export v2 asks by the key alone, not by the spot. The first file will tell."
    return Check(BELONGS, Outcome.UNKNOWN, sentence)


def _by_date(real: ProviderError | None) -> Check:
    if isinstance(real, NotEnabled):
        return Check(BY_DATE, Outcome.REFUSED, checks.with_reason(real.sentence, real))
    sentence = (
        "OpenWeb enables export v2 for a spot on request: ask your OpenWeb account manager, "
        "if that was not done. The first export will tell."
    )
    return Check(BY_DATE, Outcome.UNKNOWN, sentence)
