"""Does a key open export v4? Named checks, none of them green by guess.

OpenWeb gives a token for a spot's key, at most one a second, so no control is asked for there.
The token is proved instead: the list of finished exports has to take it and refuse a random one.
"""

from providers.checks import ACCEPTED, Check, Outcome
from providers.errors import KeyRefused, NotEnabled, ProviderError
from providers.openweb.generations import checks
from providers.openweb.generations.checks import BEFORE_THE_FIRST, BY_DATE
from providers.openweb.generations.generation import Host, Hosts
from providers.openweb.generations.v4.exporter import ExporterV4
from providers.openweb.generations.v4.login import login


def check_key(hosts: Hosts, spot_id: str, key: str) -> list[Check]:
    """Three checks in a fixed order, with the vendor's own reasons; never raises ProviderError.

    Asks for one token: whoever calls has waited for that to be allowed.
    """
    token = checks.outcome_of(lambda: login(hosts(Host.API), spot_id, key))
    if isinstance(token, ProviderError):
        by_date = Check(BY_DATE, Outcome.UNKNOWN, BEFORE_THE_FIRST)
        return _unless_silent(token, checks.accepted(token, None), by_date)
    http = hosts(Host.EXPORTER)
    real = checks.outcome_of(ExporterV4(http, spot_id, token).list_one)
    control = checks.outcome_of(ExporterV4(http, spot_id, checks.CONTROL_KEY).list_one)
    accepted = _accepted(real, control)
    return _unless_silent(real, accepted, _by_date(real, accepted))


def _unless_silent(probe: object, accepted: Check, by_date: Check) -> list[Check]:
    answers = checks.answers(probe)
    if answers.outcome is Outcome.REFUSED:
        return [answers, *checks.untold(ACCEPTED, BY_DATE)]
    return [answers, accepted, by_date]


def _accepted(real: ProviderError | None, control: ProviderError | None) -> Check:
    if isinstance(real, KeyRefused):  # the token, that is
        sentence = "OpenWeb gave a token for the key, and its exports refuse the token."
        return Check(ACCEPTED, Outcome.UNKNOWN, sentence)
    return checks.accepted(real, control)


def _by_date(real: ProviderError | None, accepted: Check) -> Check:
    if isinstance(real, KeyRefused):
        sentence = "OpenWeb's exports refuse the token that OpenWeb gave for this key."
        return Check(BY_DATE, Outcome.REFUSED, checks.with_reason(sentence, real))
    if isinstance(real, NotEnabled):
        return Check(BY_DATE, Outcome.REFUSED, checks.with_reason(real.sentence, real))
    if accepted.outcome is Outcome.OK:
        return Check(BY_DATE, Outcome.OK, "OpenWeb lists this spot's exports.")
    return Check(BY_DATE, Outcome.UNKNOWN, BEFORE_THE_FIRST)
