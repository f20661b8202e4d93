"""Statuses become failures by table, and failures carry nothing that must not be shown."""

from datetime import UTC, datetime

import pytest

from providers import errors
from providers.errors import Damage, FileDamaged
from providers.redaction import remember
from providers.statuses import LINK_STATUS, LONGEST_WAIT, error_for, retry_after_seconds


@pytest.mark.parametrize(
    ("status", "failure", "retry"),
    [
        (400, errors.RequestRefused, False),
        (401, errors.KeyRefused, False),
        (403, errors.KeyRefused, False),
        (404, errors.NotFound, False),
        (409, errors.Busy, True),
        (422, errors.RequestRefused, False),
        (429, errors.SlowDown, True),
        (500, errors.VendorTrouble, True),
        (503, errors.VendorTrouble, True),
        (302, errors.UnclearAnswer, True),
    ],
)
def test_a_status_says_what_happened_and_whether_to_try_again(
    status: int, failure: type[errors.ProviderError], retry: bool
) -> None:
    assert error_for(status) is failure
    assert failure.retry is retry


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_refused_link_has_expired_and_says_nothing_about_the_key(status: int) -> None:
    assert error_for(status, LINK_STATUS) is errors.LinkExpired


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("1.5", 1.5),
        ("999999999", LONGEST_WAIT),
        ("Wed, 01 May 2024 12:01:00 GMT", 60),
        ("Wed, 01 May 2024 11:00:00 GMT", 0),
        ("Wed, 01 May 2024 12:01:00 -0000", 60),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("Wed, 01 May 2024 12:01:00 +99999999999999", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(header, datetime(2024, 5, 1, 12, tzinfo=UTC)) == seconds


def test_a_failure_hides_secrets_and_is_short() -> None:
    remember("very secret+key")
    failure = errors.RequestRefused(
        "No: very secret+key", detail="very%20secret%2Bkey " + "x" * 900
    )
    shown = f"{failure} {failure!r} {failure.detail} {failure.sentence}"
    assert "secret" not in shown
    assert len(failure.detail) == errors.DETAIL_LENGTH


def test_a_failure_commands_no_terminal() -> None:
    failure = errors.VendorTrouble("a\x1b[2Jb", detail="a\x1b]0;x\x07\r\nb\x00\u202e\ud800c")
    assert failure.sentence == "a [2Jb"
    assert failure.detail == "a ]0;x   b   c"


def test_each_damage_has_its_own_code_and_words() -> None:
    failures = [FileDamaged(damage) for damage in Damage]
    assert len({failure.code for failure in failures}) == len(Damage)
    assert len({failure.sentence for failure in failures}) == len(Damage)
