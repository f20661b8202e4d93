"""The token that a v4 key is exchanged for."""

import json

import pytest

from providers.errors import KeyRefused, ProviderError, SlowDown, UnclearAnswer
from providers.http import Http
from providers.openweb.generations import GENERATIONS
from providers.openweb.generations.v4.login import login
from providers.redaction import redact
from tests.providers.vendor import Vendor

KEY = "v4-key-of-the-spot"


def test_a_token_is_asked_for_as_documented(vendor: Vendor, http: Http) -> None:
    vendor.says('{"token": "an-opaque-token"}')
    assert login(http, "sp_UcvuOt10", KEY) == "an-opaque-token"
    (asked,) = vendor.asked
    assert (asked.method, asked.path) == ("POST", "/v1/publisher/auth")
    assert json.loads(asked.body) == {"spot_id": "sp_UcvuOt10", "apikey": KEY}
    assert GENERATIONS["v4"].login is login


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 422])
def test_every_final_refusal_is_the_keys(vendor: Vendor, http: Http, status: int) -> None:
    vendor.says(json.dumps({"message": f"no spot goes with {KEY}"}), status)
    with pytest.raises(KeyRefused) as caught:
        login(http, "sp_UcvuOt10", KEY)
    assert caught.value.status == status
    assert "no spot goes with" in caught.value.detail
    assert KEY not in caught.value.detail


def test_a_refusal_with_status_200_is_the_keys_too(vendor: Vendor, http: Http) -> None:
    vendor.says('{"success": false, "error": "unknown spot"}')
    with pytest.raises(KeyRefused) as caught:
        login(http, "sp_UcvuOt10", KEY)
    assert caught.value.detail == "unknown spot"


@pytest.mark.parametrize("status", [302, 407, 408, 409, 425, 429, 500, 503])
def test_what_passes_is_not_the_keys_fault(vendor: Vendor, http: Http, status: int) -> None:
    vendor.says('{"message": "not now"}', status, Retry_After="3")
    with pytest.raises(ProviderError) as caught:
        login(http, "sp_UcvuOt10", KEY)
    assert caught.value.retry


def test_too_many_logins_say_when_to_come_back(vendor: Vendor, http: Http) -> None:
    vendor.says("", 429, Retry_After="3")
    with pytest.raises(SlowDown) as caught:
        login(http, "sp_UcvuOt10", KEY)
    assert caught.value.retry_after == 3.0


@pytest.mark.parametrize(
    "token", ["", "two words", "two\r\nlines", "umlaut-ü", "x" * 8193, 5, None, ["a-token"]]
)
def test_what_fits_in_no_header_is_no_token(vendor: Vendor, http: Http, token: object) -> None:
    vendor.says(json.dumps({"token": token}))
    with pytest.raises(UnclearAnswer):
        login(http, "sp_UcvuOt10", KEY)


def test_an_unusable_token_is_not_quoted(vendor: Vendor, http: Http) -> None:
    vendor.says('{"token": "half-a-token and-more"}')
    with pytest.raises(UnclearAnswer) as caught:
        login(http, "sp_UcvuOt10", KEY)
    assert "half-a-token" not in f"{caught.value.detail} {caught.value!r}"


def test_the_token_is_redacted_from_then_on(vendor: Vendor, http: Http) -> None:
    vendor.says('{"token": "an-opaque-token"}')
    login(http, "sp_UcvuOt10", KEY)
    assert "an-opaque-token" not in redact("the header was an-opaque-token")
