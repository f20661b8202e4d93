"""A key's checks for v2: the list of exports has to refuse a random key."""

import pytest

from providers.checks import ACCEPTED, Outcome
from providers.http import Http, Network
from providers.openweb.generations.checks import ANSWERS, BELONGS, BY_DATE
from providers.openweb.generations.v2.key_checks import check_key
from tests.providers.vendor import Vendor

OK, REFUSED, UNKNOWN = Outcome.OK, Outcome.REFUSED, Outcome.UNKNOWN
KEY = "good-token"


def outcomes(http: Http) -> list[Outcome]:
    return [check.outcome for check in check_key(lambda _: http, "sp_1234abcd", KEY)]


@pytest.mark.parametrize("listed", ["[]", '{"exports": []}', ""])
def test_a_key_is_accepted_when_a_random_one_is_refused(
    vendor: Vendor, http: Http, listed: str
) -> None:
    vendor.says(listed)
    vendor.says('{"message": "bad apikey"}', 401)
    assert outcomes(http) == [OK, OK, UNKNOWN, UNKNOWN]
    assert {(asked.method, asked.path) for asked in vendor.asked} == {
        ("GET", "/v2/export/comments/list?limit=1&offset=0")
    }
    real, control = (asked.headers["apikey"] for asked in vendor.asked)
    assert real == KEY != control


def test_nothing_is_green_when_any_key_is_accepted(vendor: Vendor, http: Http) -> None:
    vendor.says("[]")
    assert outcomes(http) == [OK, UNKNOWN, UNKNOWN, UNKNOWN]


def test_a_refused_key_is_refused_with_the_vendors_reason(vendor: Vendor, http: Http) -> None:
    vendor.says('{"message": "apikey good-token is revoked"}', 401)
    checks = check_key(lambda _: http, "sp_1234abcd", KEY)
    assert [check.outcome for check in checks] == [OK, REFUSED, UNKNOWN, UNKNOWN]
    assert [check.name for check in checks] == [ANSWERS, ACCEPTED, BELONGS, BY_DATE]
    assert "is revoked" in checks[1].sentence
    assert KEY not in checks[1].sentence


def test_who_enables_exports_is_said(vendor: Vendor, http: Http) -> None:
    vendor.says("[]")
    assert "account manager" in check_key(lambda _: http, "sp_1234abcd", KEY)[3].sentence


def test_exports_that_are_not_enabled_are_told_from_a_bad_key(vendor: Vendor, http: Http) -> None:
    vendor.says('{"message": "exports are not enabled"}', 403)
    assert outcomes(http) == [OK, UNKNOWN, UNKNOWN, REFUSED]


@pytest.mark.parametrize("status", [400, 404, 429])
def test_other_answers_tell_nothing_about_the_key(vendor: Vendor, http: Http, status: int) -> None:
    vendor.says('{"message": "limit?"}', status)
    assert outcomes(http) == [OK, UNKNOWN, UNKNOWN, UNKNOWN]


@pytest.mark.parametrize(("body", "status"), [("<html>portal</html>", 200), ("", 502), ("", 302)])
def test_somebody_else_at_the_address_is_told(
    vendor: Vendor, http: Http, body: str, status: int
) -> None:
    vendor.says(body, status)
    assert outcomes(http) == [REFUSED, UNKNOWN, UNKNOWN, UNKNOWN]
    assert len(vendor.asked) == 1


def test_an_address_without_a_server_is_told() -> None:
    http = Http("http://127.0.0.1:9", Network(connect_timeout=1))
    assert outcomes(http) == [REFUSED, UNKNOWN, UNKNOWN, UNKNOWN]
