"""A key's checks for v4: it has to bring a token that the exports take, and no other."""

from collections.abc import Callable, Iterator

import pytest

from providers.checks import ACCEPTED, Check, Outcome
from providers.http import Http
from providers.openweb.generations import Host
from providers.openweb.generations.checks import ANSWERS, BY_DATE
from providers.openweb.generations.v4.key_checks import check_key
from tests.providers.vendor import Vendor, serving

OK, REFUSED, UNKNOWN = Outcome.OK, Outcome.REFUSED, Outcome.UNKNOWN
KEY = "v4-key-of-the-spot"


@pytest.fixture
def exporter() -> Iterator[Vendor]:
    with serving() as exporter:
        yield exporter


@pytest.fixture
def checked(http: Http, exporter: Vendor) -> Iterator[Callable[[], list[Check]]]:
    other = Http(exporter.url, http.network)
    hosts = {Host.API: http, Host.EXPORTER: other}
    yield lambda: check_key(hosts.__getitem__, "sp_1234abcd", KEY)
    other.close()


def outcomes(checks: list[Check]) -> list[Outcome]:
    assert [check.name for check in checks] == [ANSWERS, ACCEPTED, BY_DATE]
    return [check.outcome for check in checks]


def test_a_key_is_accepted_when_its_token_is_taken_and_a_random_one_refused(
    vendor: Vendor, exporter: Vendor, checked
) -> None:
    vendor.says('{"token": "an-opaque-token"}')
    exporter.says("[]")
    exporter.says("", 401)
    assert outcomes(checked()) == [OK, OK, OK]
    assert [asked.path for asked in vendor.asked] == ["/v1/publisher/auth"]
    assert {asked.path for asked in exporter.asked} == {"/v4/export/list?limit=1&offset=0"}
    real, control = (asked.headers["Authorization"] for asked in exporter.asked)
    assert real == "Bearer an-opaque-token" != control


def test_a_key_that_gets_no_token_is_refused_with_the_reason(
    vendor: Vendor, exporter: Vendor, checked
) -> None:
    vendor.says(f'{{"message": "{KEY} is no key of sp_1234abcd"}}', 400)
    checks = checked()
    assert outcomes(checks) == [OK, REFUSED, UNKNOWN]
    assert "is no key of sp_1234abcd" in checks[1].sentence
    assert KEY not in checks[1].sentence
    assert not exporter.asked


def test_a_login_that_has_to_wait_tells_nothing(vendor: Vendor, checked) -> None:
    vendor.says("", 429)
    assert outcomes(checked()) == [OK, UNKNOWN, UNKNOWN]


def test_nothing_is_green_when_the_exports_take_any_token(
    vendor: Vendor, exporter: Vendor, checked
) -> None:
    vendor.says('{"token": "an-opaque-token"}')
    exporter.says("[]")
    assert outcomes(checked()) == [OK, UNKNOWN, UNKNOWN]


@pytest.mark.parametrize(
    ("status", "words"), [(401, "who?"), (403, "exports are not enabled for this spot")]
)
def test_exports_that_refuse_the_token_are_not_switched_on(
    vendor: Vendor, exporter: Vendor, checked, status: int, words: str
) -> None:
    vendor.says('{"token": "an-opaque-token"}')
    exporter.says(f'{{"message": "{words}"}}', status)
    checks = checked()
    assert outcomes(checks) == [OK, UNKNOWN, REFUSED]
    assert words in checks[2].sentence


def test_a_missing_list_proves_nothing(vendor: Vendor, exporter: Vendor, checked) -> None:
    vendor.says('{"token": "an-opaque-token"}')
    exporter.says("", 404)
    assert outcomes(checked()) == [OK, UNKNOWN, UNKNOWN]


@pytest.mark.parametrize("silent", ["login", "exports"])
def test_each_of_the_two_hosts_has_to_answer(
    vendor: Vendor, exporter: Vendor, checked, silent: str
) -> None:
    vendor.says('{"token": "an-opaque-token"}', 502 if silent == "login" else 200)
    exporter.says("<html>portal</html>")
    assert outcomes(checked()) == [REFUSED, UNKNOWN, UNKNOWN]
