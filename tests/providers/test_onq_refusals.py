"""What onQ's refusals mean, as its "API overview" has them."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from providers.errors import (
    ClockWrong,
    KeyRefused,
    NotFound,
    ProviderError,
    RequestRefused,
    SlowDown,
    Unreachable,
    VendorTrouble,
)
from providers.onq.refusals import clock_ahead
from tests.providers.onq_calls import TENANT, conversations
from tests.providers.vendor import Handler, Vendor


def refusal(
    vendor: Vendor, status: int, body: str = "", ahead: float | None = None
) -> ProviderError:
    """What is raised when onQ answers so, while the clock here is ahead by so many seconds."""
    theirs = [] if ahead is None else [datetime.now(UTC) - timedelta(seconds=ahead)]

    def script(handler: Handler) -> None:
        handler.send_response_only(status)
        handler.send_header("Content-Length", str(len(body)))
        for moment in theirs:
            handler.send_header("Date", format_datetime(moment, usegmt=True))
        handler.end_headers()
        handler.wfile.write(body.encode())

    vendor.does(script)
    with conversations(vendor.url) as asked, pytest.raises(ProviderError) as refused:
        asked.page(1, 32)
    return refused.value


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (
            401,
            KeyRefused,
            "onQ refused the key. An admin needs to check tenant URL, API key and secret.",
        ),
        (400, RequestRefused, "onQ calls this request invalid. If that stays so, ask onQ."),
        (403, RequestRefused, "onQ calls this request invalid. If that stays so, ask onQ."),
        (404, NotFound, "onQ has no conversations at this address. Check ONQ_API_URL."),
        (429, SlowDown, "onQ asks for fewer requests."),
        (500, VendorTrouble, "onQ has trouble of its own."),
    ],
)
def test_each_status_has_its_meaning(
    vendor: Vendor, status: int, kind: type[ProviderError], words: str
) -> None:
    error = refusal(vendor, status)
    assert type(error) is kind
    assert error.sentence.startswith(words)
    assert error.status == status


def test_what_onq_says_is_kept_as_detail_without_the_secret(vendor: Vendor) -> None:
    error = refusal(vendor, 403, f'{{"message": "bad size, {TENANT.secret}"}}')
    assert error.detail == "HTTP 403: bad size, •••"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(600, "10 minutes ahead of"), (-3600, "60 minutes behind"), (45, "seconds ahead of")],
)
def test_a_refused_key_names_a_clock_that_is_off(vendor: Vendor, ahead: int, words: str) -> None:
    error = refusal(vendor, 401, ahead=ahead)
    assert type(error) is ClockWrong
    assert words in error.sentence
    assert "set the clock" in error.sentence
    assert abs(clock_ahead(error).total_seconds() - ahead) < 10


@pytest.mark.parametrize("ahead", [None, 0, 15, -15])
def test_a_clock_that_agrees_or_is_unknown_is_not_blamed(vendor: Vendor, ahead: int | None) -> None:
    error = refusal(vendor, 401, ahead=ahead)
    assert "clock" not in error.sentence
    assert (clock_ahead(error) is None) == (ahead is None)


def test_a_vendor_that_is_not_there_is_unreachable() -> None:
    with conversations("http://127.0.0.1:9") as asked, pytest.raises(Unreachable, match="onQ"):
        asked.page(1, 32)
