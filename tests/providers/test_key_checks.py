"""A key's checks: green only with proof, and always with the vendor's own reason."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from providers.checks import Outcome
from providers.http import Http, Network
from providers.openweb.generations.v1.key_checks import check_key
from tests.providers.documents import FEED
from tests.providers.vendor import Vendor

OK, REFUSED, UNKNOWN = Outcome.OK, Outcome.REFUSED, Outcome.UNKNOWN


def outcomes(http: Http) -> list[Outcome]:
    return [check.outcome for check in check_key(lambda _: http, "sp_1234abcd", "good-token")]


def test_a_key_is_accepted_when_a_random_one_is_refused(vendor: Vendor, http: Http) -> None:
    vendor.says(FEED)
    vendor.says('{"message": "bad token"}', 403)
    assert outcomes(http) == [OK, OK, OK, UNKNOWN]
    real, control = (parse_qs(urlsplit(asked.path).query) for asked in vendor.asked)
    assert real.pop("token") == ["good-token"] != control.pop("token")
    assert real == control == {
        "spot_id": ["sp_1234abcd"],
        "post_id": ["threadkeep-key-check"],
        "etag": ["0"],
        "count": ["1"],
    }  # fmt: skip


def test_nothing_is_green_when_any_key_is_accepted(vendor: Vendor, http: Http) -> None:
    vendor.says(FEED)
    assert outcomes(http) == [OK, UNKNOWN, UNKNOWN, UNKNOWN]


def test_a_refused_key_is_refused_with_the_vendors_reason(vendor: Vendor, http: Http) -> None:
    vendor.says('{"message": "token good-token is revoked"}', 401)
    checks = check_key(lambda _: http, "sp_1234abcd", "good-token")
    assert [check.outcome for check in checks] == [OK, REFUSED, UNKNOWN, UNKNOWN]
    assert "is revoked" in checks[1].sentence
    assert "good-token" not in checks[1].sentence


def test_a_key_of_another_spot_is_told(vendor: Vendor, http: Http) -> None:
    vendor.says(FEED.replace("sp_1234abcd", "sp_other"))
    vendor.says("", 401)
    checks = check_key(lambda _: http, "sp_1234abcd", "good-token")
    assert [check.outcome for check in checks] == [OK, OK, REFUSED, UNKNOWN]
    assert "sp_other" in checks[2].sentence


def test_a_spot_that_is_no_word_commands_no_terminal(vendor: Vendor, http: Http) -> None:
    vendor.says(FEED.replace("sp_1234abcd", "sp_\\u001b[2J"))
    vendor.says("", 401)
    assert "\x1b" not in check_key(lambda _: http, "sp_1234abcd", "good-token")[2].sentence


@pytest.mark.parametrize("status", [400, 404, 429])
def test_other_answers_tell_nothing_about_the_key(vendor: Vendor, http: Http, status: int) -> None:
    vendor.says('{"message": "article?"}', status)
    assert outcomes(http) == [OK, UNKNOWN, UNKNOWN, UNKNOWN]


@pytest.mark.parametrize(
    ("body", "status"), [("<html>portal</html>", 200), (json.dumps({"spot_id": 1}), 200), ("", 502)]
)
def test_somebody_else_at_the_address_is_told(
    vendor: Vendor, http: Http, body: str, status: int
) -> None:
    vendor.says(body, status)
    assert outcomes(http) == [REFUSED, UNKNOWN, UNKNOWN, UNKNOWN]
    assert len(vendor.asked) == 1


def test_an_address_without_a_server_is_told_with_the_reason() -> None:
    http = Http("http://127.0.0.1:9", Network(connect_timeout=1))
    checks = check_key(lambda _: http, "sp_1234abcd", "good-token")
    assert [check.outcome for check in checks] == [REFUSED, UNKNOWN, UNKNOWN, UNKNOWN]
    assert "refused" in checks[0].sentence
