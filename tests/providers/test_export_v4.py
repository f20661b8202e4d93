"""Export v4 by range and by conversation, fed by the words of the vendor's document."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from providers.errors import Busy, KeyRefused
from providers.http import Http
from providers.openweb.generations import GENERATIONS, Asked
from providers.openweb.generations.v4.exporter import ExporterV4, sent
from tests.providers.vendor import Vendor

SPOT = "sp_Rba9aFpG"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzcG90IjoiYSJ9.c2lnbmF0dXJl"
RANGE = Asked(SPOT, datetime(2022, 7, 30, tzinfo=UTC), datetime(2022, 8, 29, 10, tzinfo=UTC))
FORMAT = {"delimiter": ",", "max_records_in_file": 100_000}
LINK = "https://api-exporter.openweb.com/v4/export/status?id=62e4"


@pytest.fixture
def export(http: Http) -> ExporterV4:
    return ExporterV4(http, SPOT, JWT)


def test_a_range_is_asked_for_as_documented(vendor: Vendor, export: ExporterV4) -> None:
    vendor.says(json.dumps({"status_link": LINK}))
    assert export.request(RANGE) == "62e4"
    (asked,) = vendor.asked
    assert (asked.method, asked.path) == ("POST", "/v4/export")
    assert (asked.headers["Authorization"], asked.headers["x-spot-id"]) == (f"Bearer {JWT}", SPOT)
    assert "apikey" not in asked.headers
    assert json.loads(asked.body) == {
        "from": "2022-07-30T00:00:00Z",
        "until": "2022-08-29T10:00:00Z",
        **FORMAT,
    }


def test_times_are_sent_in_utc_whatever_zone_they_are_in() -> None:
    east = timezone(timedelta(hours=2))
    asked = replace(RANGE, since=datetime(2022, 7, 30, tzinfo=east), zone="Europe/Berlin")
    assert sent(asked)["from"] == "2022-07-29T22:00:00Z"


@pytest.mark.parametrize(
    ("post_id", "conversation_id"),
    [
        ("article-1", f"{SPOT}_article-1"),
        ("finmb_27444752", f"{SPOT}_finmb$27444752"),
        ("a:b/c,d", f"{SPOT}_a~b$2Fc;d"),
    ],
)
def test_a_conversation_is_asked_for_by_its_escaped_id(post_id: str, conversation_id: str) -> None:
    asked = replace(RANGE, post_id=post_id)
    assert dict(sent(asked)) == {"conversation_id": conversation_id, **FORMAT}


def test_smaller_files_can_be_asked_for() -> None:
    assert sent(replace(RANGE, rows_per_file=500))["max_records_in_file"] == 500


def test_another_export_under_way_is_busy(vendor: Vendor, export: ExporterV4) -> None:
    vendor.says('{"message": "Same request already in progress"}', 409, Retry_After="60")
    with pytest.raises(Busy) as caught:
        export.request(RANGE)
    assert (caught.value.retry_after, caught.value.status) == (60.0, 409)
    assert "already in progress" in caught.value.detail


def test_state_and_stop_are_asked_for_by_id(vendor: Vendor, export: ExporterV4) -> None:
    vendor.says('{"status": "Processing"}')
    export.status("62e4")
    export.abort("62e4")
    assert [(asked.method, asked.path) for asked in vendor.asked] == [
        ("GET", "/v4/export/status?id=62e4"),
        ("GET", "/v4/export/abort?id=62e4"),
    ]
    assert {asked.headers["Authorization"] for asked in vendor.asked} == {f"Bearer {JWT}"}
    assert {asked.headers["x-spot-id"] for asked in vendor.asked} == {SPOT}


def test_a_refused_token_is_told_by_its_status(vendor: Vendor, export: ExporterV4) -> None:
    vendor.says(json.dumps({"error": f"{JWT} is not activated any more"}), 401)
    with pytest.raises(KeyRefused) as caught:
        export.status("62e4")
    assert caught.value.status == 401
    assert JWT not in f"{caught.value.detail} {caught.value!r} {export!r}"


def test_its_limits_are_the_documented_ones() -> None:
    limits = GENERATIONS["v4"].limits
    assert (limits.longest, limits.at_once, limits.rows_per_file) == (
        timedelta(hours=730), 1, 100_000,
    )  # fmt: skip
