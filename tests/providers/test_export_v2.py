"""Export v2 by date range, fed by the words of the vendor's document."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from providers.errors import Busy, KeyRefused, NotEnabled
from providers.http import Http
from providers.openweb.generations import GENERATIONS, Asked
from providers.openweb.generations.v2.exporter import ExporterV2, sent
from tests.providers.vendor import Vendor

TOKEN = "03200408ojyT1W"
RANGE = Asked("sp_UcvuOt10", datetime(2022, 7, 30, tzinfo=UTC), datetime(2022, 7, 31, tzinfo=UTC))
LINK = "https://api-exporter.openweb.com/v2/export/comments/status?id=62e4"


@pytest.fixture
def export(http: Http) -> ExporterV2:
    return ExporterV2(http, "sp_UcvuOt10", TOKEN)


def test_a_range_is_asked_for_as_documented(vendor: Vendor, export: ExporterV2) -> None:
    vendor.says(json.dumps({"status_link": LINK}))
    assert export.request(RANGE) == "62e4"
    (asked,) = vendor.asked
    assert (asked.method, asked.path) == ("POST", "/v2/export/comments")
    assert (asked.headers["apikey"], asked.headers["Content-Type"]) == (TOKEN, "application/json")
    assert json.loads(asked.body) == {"since": "2022-07-30T00:00:00", "to": "2022-07-31T00:00:00"}


def test_what_is_sent_names_neither_key_nor_spot() -> None:
    assert dict(sent(RANGE)) == {"since": "2022-07-30T00:00:00", "to": "2022-07-31T00:00:00"}


def test_times_are_sent_as_local_times_of_the_vendors_zone() -> None:
    assert sent(replace(RANGE, zone="Asia/Kolkata"))["since"] == "2022-07-30T05:30:00"


def test_a_conversation_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="conversation"):
        sent(Asked("sp_UcvuOt10", post_id="article-1"))


def test_the_status_is_asked_for_as_documented(vendor: Vendor, export: ExporterV2) -> None:
    vendor.says('{"status": "Processing"}')
    assert not export.status("62e4").done
    (asked,) = vendor.asked
    assert (asked.method, asked.path) == ("GET", "/v2/export/comments/status?id=62e4")
    assert asked.headers["apikey"] == TOKEN


@pytest.mark.parametrize("status", [200, 202, 204, 400, 404])
def test_stopping_what_is_over_or_unknown_is_no_failure(
    vendor: Vendor, export: ExporterV2, status: int
) -> None:
    vendor.says("", status)
    export.abort("62e4")
    (asked,) = vendor.asked
    assert (asked.method, asked.path) == ("GET", "/v2/export/comments/abort?id=62e4")
    assert asked.headers["apikey"] == TOKEN


@pytest.mark.parametrize(("status", "failure"), [(401, KeyRefused), (403, KeyRefused), (409, Busy)])
def test_other_refusals_to_stop_are_told(
    vendor: Vendor, export: ExporterV2, status: int, failure: type[Exception]
) -> None:
    vendor.says("", status)
    with pytest.raises(failure):
        export.abort("62e4")


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_refusal_that_speaks_of_enabling_leaves_the_key_in_peace(
    vendor: Vendor, export: ExporterV2, status: int
) -> None:
    vendor.says('{"message": "Export API is not enabled for this spot"}', status)
    with pytest.raises(NotEnabled) as caught:
        export.request(RANGE)
    assert "not enabled for this spot" in caught.value.detail


@pytest.mark.parametrize("token", ["two\nlines", " around ", "bell\x07", "half\ud800"])
def test_a_token_that_fits_in_no_header_is_refused_before_it_is_sent(
    vendor: Vendor, http: Http, token: str
) -> None:
    with pytest.raises(KeyRefused):
        ExporterV2(http, "sp_1", token).status("62e4")
    assert not vendor.asked


def test_neither_representations_nor_refusals_show_the_token(
    vendor: Vendor, export: ExporterV2
) -> None:
    vendor.says(json.dumps({"message": f"apikey {TOKEN} has expired"}), 401)
    with pytest.raises(KeyRefused) as caught:
        export.request(RANGE)
    assert TOKEN not in f"{caught.value.detail} {caught.value!r} {export!r}"
    assert "has expired" in caught.value.detail


def test_its_limits_are_those_of_the_older_text() -> None:
    limits = GENERATIONS["v2"].limits
    assert (limits.longest, limits.rows_per_file) == (timedelta(days=1), 10_000)
