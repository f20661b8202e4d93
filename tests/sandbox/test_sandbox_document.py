"""The sandbox speaks what "Export OpenWeb comments" shows, word for word."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from providers.sandbox.server import Running
from tests.sandbox.calls import DAY, Vendor, call, unzipped

# Copied from the document; its `"to": ` has no value there, which is no JSON.
DOCUMENTED_REQUEST = b"""{
    "spot_id": "sp_UcvuOt10",
    "token": "03200408ojyT1W",
    "since": "2018-12-01T00:00:0",
    "to": "2018-12-02T00:00:0"
}"""
DOCUMENTED_STATUS = "/v1/comments/{EXPORT_ID}/status?token={EXPORT_TOKEN}&spot_id={SPOT_ID}"


@pytest.fixture
def documented(sandbox: Running) -> Running:
    sandbox.sandbox.spots.keep("sp_UcvuOt10", "03200408ojyT1W")
    return sandbox


def fill(template: str, **values: str) -> str:
    values |= {"EXPORT_TOKEN": "03200408ojyT1W", "SPOT_ID": "sp_UcvuOt10"}
    return template.format(**values)


def test_the_documented_request_gets_an_export_id(documented: Running) -> None:
    headers = {"Content-Type": "application/json"}
    reply = call(f"{documented.url}/v1/comments/export", "POST", DOCUMENTED_REQUEST, headers)
    assert reply.status == 200
    assert list(reply.json()) == ["export_id"]
    assert str(uuid.UUID(reply.json()["export_id"])) == reply.json()["export_id"]


def test_status_says_processing_and_then_done_with_links_and_count(documented: Running) -> None:
    documented.configure(processing_seconds=60)
    asked = call(f"{documented.url}/v1/comments/export", "POST", DOCUMENTED_REQUEST).json()
    status = documented.url + fill(DOCUMENTED_STATUS, EXPORT_ID=asked["export_id"])
    assert call(status).json() == {"status": "Processing"}

    documented.configure(processing_seconds=0)
    owner = Vendor(documented.url, "sp_UcvuOt10", "03200408ojyT1W")
    done = owner.done(asked["export_id"])
    assert set(done) == {"status", "export_urls", "count"}
    assert done["count"] == 120
    (link,) = done["export_urls"]
    assert link.startswith(documented.url + "/files/")
    assert ".csv.zip?" in link
    assert unzipped(call(link).body).startswith(b"id,")


@pytest.mark.parametrize("to", [None, "", "absent"])
def test_without_an_end_the_range_ends_now(
    sandbox: Running, vendor: Vendor, to: str | None
) -> None:
    sandbox.configure(rows_per_day=1)
    since = datetime(2024, 3, 1, tzinfo=UTC)
    days = (datetime.now(UTC) - since).days
    fields: dict[str, Any] = {"since": DAY["since"]} | ({} if to == "absent" else {"to": to})
    assert vendor.done(**fields)["count"] in (days, days + 1)


def test_seconds_may_have_one_digit_or_two(vendor: Vendor) -> None:
    short, long = (vendor.done(since=DAY["since"], to=f"2024-03-01T12:00:{s}") for s in ("5", "05"))
    assert short["count"] == long["count"]


def test_a_single_link_can_come_as_a_string(sandbox: Running, vendor: Vendor) -> None:
    sandbox.configure(export_urls_as_string=True)
    assert isinstance(vendor.done()["export_urls"], str)
