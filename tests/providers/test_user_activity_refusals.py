"""Not enabled, a wrong key and an unknown person are told apart; nothing shows the key."""

import json
import logging

import pytest

from providers.errors import (
    KeyRefused,
    NotEnabled,
    NotFound,
    ProviderError,
    RequestRefused,
    SlowDown,
    VendorTrouble,
)
from providers.openweb.user_activity_records import ActivityPage, Answered
from tests.providers.looking_up import ANN, activity
from tests.providers.vendor import Vendor


def asked(vendor: Vendor, status: int, words: str, offset: int = 0) -> ActivityPage:
    vendor.says(json.dumps({"success": False, "message": words}) if words else "", status)
    with activity(vendor.url) as asking:
        return asking.page(ANN, offset, 5)


@pytest.mark.parametrize(
    ("status", "words", "failure"),
    [
        (401, "", KeyRefused),
        (401, "Unauthorized", KeyRefused),
        (403, "", NotEnabled),
        (403, "Forbidden", NotEnabled),
        (403, "User activity is not enabled for this spot", NotEnabled),
        (401, "API key has no permission for this product", NotEnabled),
        (400, "Feature disabled", NotEnabled),
        (404, "User activity is not enabled", NotEnabled),
        (403, "Invalid token", KeyRefused),
        (403, "The token belongs to another spot.", KeyRefused),
        (400, "apikey is missing", KeyRefused),
        (400, "count is too large", RequestRefused),
        (400, "values over 50 are not allowed in count", RequestRefused),
        (400, "missing key: profile_user_id", RequestRefused),
        (403, "Invalid key", KeyRefused),
        (403, "Please send a token", KeyRefused),
        (200, "internal error", RequestRefused),
        (429, "requests are not allowed so often", SlowDown),
        (500, "feature broken", VendorTrouble),
    ],
)
def test_words_and_status_say_what_was_refused(
    vendor: Vendor, status: int, words: str, failure: type[ProviderError]
) -> None:
    with pytest.raises(failure) as refused:
        asked(vendor, status, words)
    assert type(refused.value) is failure
    assert refused.value.status == status
    assert words in refused.value.detail


def test_a_refusal_with_status_200_is_judged_by_its_words(vendor: Vendor) -> None:
    vendor.says('{"success": false, "message": "not enabled for this spot"}')
    with activity(vendor.url) as asking, pytest.raises(NotEnabled) as refused:
        asking.page(ANN, 0, 5)
    assert "account manager" in refused.value.sentence
    assert not refused.value.retry


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, ""), (404, "Not Found"), (400, "user not found"), (422, "no such user")],
)
def test_an_unknown_person_is_an_answer_with_openwebs_word(
    vendor: Vendor, status: int, words: str
) -> None:
    page = asked(vendor, status, words)
    assert (page.answered, page.messages) == (Answered.NOT_FOUND, ())
    assert words in page.reason


def test_a_person_who_vanishes_while_pages_come_is_a_failure(vendor: Vendor) -> None:
    with pytest.raises(NotFound):
        asked(vendor, 404, "", offset=10)


@pytest.mark.parametrize("token", ["two\nlines", " spaces ", "bell\x07"])
def test_a_key_that_no_header_can_carry_is_refused_before_it_is_sent(
    vendor: Vendor, token: str
) -> None:
    with activity(vendor.url, token=token) as asking, pytest.raises(KeyRefused):
        asking.page(ANN, 0, 5)
    assert vendor.asked == []


def test_the_key_stands_in_no_failure_log_or_repr(
    vendor: Vendor, caplog: pytest.LogCaptureFixture
) -> None:
    token = "very/secret+key"
    caplog.set_level(logging.DEBUG)
    vendor.says(json.dumps({"message": f"token {token} is wrong"}), 401)
    with activity(vendor.url, token=token) as asking:
        with pytest.raises(KeyRefused) as refused:
            asking.page(ANN, 0, 5)
        shown = f"{asking!r} {refused.value!r} {refused.value.detail} {caplog.text}"
    assert token not in shown
    assert token not in vendor.asked[0].path
