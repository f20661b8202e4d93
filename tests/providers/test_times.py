"""Times in any form the vendor is known to use."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.times import parse_time

NOON = datetime(2020, 5, 6, 12, 44, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
moments = st.datetimes(
    min_value=datetime(1971, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)
)


@pytest.mark.parametrize(
    "text",
    [
        "2020-05-06 12:44:00 +0000",
        "2020-05-06 12:44:00 UTC",
        "2020-05-06T12:44:00Z",
        "2020-05-06T12:44:00.000Z",
        "2020-05-06T12:44:00.000000000Z",
        "2020-05-06T14:44:00+02:00",
        "2020-05-06 09:14:00 -0330",
        "2020-05-06 12:44:00 GMT",
        "2020-05-06T12:44Z",
        "2020-05-06T13:44+01",
        "20200506T134400+0100",
        "1588769040",
        "1588769040.0",
        "1588769040000",
        " 2020-05-06 12:44:00 +0000 ",
    ],
)
def test_a_moment_is_the_same_in_every_form(text: str) -> None:
    assert parse_time(text, BERLIN) == NOON


@pytest.mark.parametrize(
    "text", ["2020-05-06 14:44:00", "2020-05-06T14:44:00.0", "2020-05-06T14:44"]
)
def test_a_time_without_a_zone_is_in_the_given_one(text: str) -> None:
    assert parse_time(text, BERLIN) == NOON


def test_a_day_alone_begins_at_midnight() -> None:
    assert parse_time("2020-05-06", UTC) == datetime(2020, 5, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2020-13-01 00:00:00", "2020-05-06 12:44:00 nowhere", "9" * 16, "1e5", "٣",
     "12:44", "2020-05-06 12:44:00 +9999"],
)  # fmt: skip
def test_what_names_no_moment_is_none(text: str) -> None:
    assert parse_time(text, UTC) is None


@given(moments, st.integers(-14 * 60, 14 * 60))
def test_every_moment_survives_iso_8601(moment: datetime, minutes: int) -> None:
    elsewhere = moment.astimezone(timezone(timedelta(minutes=minutes)))
    assert parse_time(elsewhere.isoformat(), UTC) == moment


@given(moments)
def test_every_second_survives_the_documents_form_and_the_epoch(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert parse_time(moment.strftime("%Y-%m-%d %H:%M:%S +0000"), BERLIN) == moment
    assert parse_time(str(int(moment.timestamp())), BERLIN) == moment


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_without_an_error(text: str) -> None:
    moment = parse_time(text, UTC)
    assert moment is None or moment.tzinfo
