"""What stands in a file of the list, in each of its flavours."""

from datetime import UTC, datetime
from typing import Any

import pytest

from providers.onq.records import FIELDS
from tests.conversations.rows import FIRST, make_conversation, make_tenant
from tests.conversations.syncing import happen, synchronise, truth
from tests.conversations.taking.reading import objects, table, text

pytestmark = pytest.mark.django_db

HOSTILE = {
    "=HYPERLINK(1)": "'=HYPERLINK(1)",
    "@SUM(1)": "'@SUM(1)",
    "\t=1": "'\t'=1",
    "a\r\n=b": "a\r\n'=b",
    "\u200b=1": "'\u200b=1",
    "+1+1": "'+1+1",
    "007": "'007",
    "123456789012": "'123456789012",
}


def texts(true: dict[str, Any]) -> dict[str, str]:
    """Those of its fields that are texts, even if onQ sends numbers or nothing."""
    names = ("id", "org_id", "name", "content_name", "external_code")
    return {name: "" if true[name] is None else str(true[name]) for name in names}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dates", ["iso", "milliseconds"])
@pytest.mark.parametrize("values", ["json", "text"])
def test_json_lines_are_what_onq_has_in_one_form(browser, vendor, tenant, dates, values):
    true = truth(vendor)
    vendor.configure(onq_dates=dates, onq_values=values)
    synchronise(tenant)
    found = {one["id"]: one for one in objects(browser, tenant)}
    assert found.keys() == true.keys()
    for identity, one in found.items():
        assert (one.pop("tenant"), one.pop("gone_at")) == (tenant.name, None)
        assert one == {**true[identity], **texts(true[identity])}


@pytest.mark.django_db(transaction=True)
def test_the_csv_holds_the_same_as_the_json_lines(browser, vendor, tenant):
    synchronise(tenant)
    as_cells = [
        {name: "" if value is None else str(value) for name, value in one.items()}
        for one in objects(browser, tenant)
    ]
    for one in as_cells:
        for name in ("visible", "active", "private_mode"):
            one[name] = one[name].lower()
    assert table(browser, tenant) == as_cells


@pytest.mark.django_db(transaction=True)
def test_a_nul_in_a_name_harms_no_file(browser, vendor, tenant):
    happen(vendor, change={"10000": {"name": "=1\0"}})
    synchronise(tenant)
    row = next(row for row in table(browser, tenant, "excel") if row["id"] == "10000")
    assert row["name"] == "'=1\ufffd"


def test_columns_stand_in_the_documents_order(browser, tenant):
    make_conversation(tenant)
    assert list(table(browser, tenant)[0]) == [*FIELDS, "tenant", "gone_at"]
    assert list(objects(browser, tenant)[0]) == [*FIELDS, "tenant", "gone_at"]


def test_for_excel_nothing_runs_and_nothing_is_rounded(browser, tenant):
    for number, name in enumerate(HOSTILE):
        make_conversation(tenant, str(number), name=name, external_code=name)
    for flavour in ("excel", "excel-comma"):
        rows = table(browser, tenant, flavour)
        assert {row["name"] for row in rows} == {*HOSTILE.values()}
        assert {row["external_code"] for row in rows} == {*HOSTILE.values()}


def test_a_plain_csv_is_left_as_it_is(browser, tenant):
    for number, name in enumerate(HOSTILE):
        make_conversation(tenant, str(number), name=name)
    assert {row["name"] for row in table(browser, tenant)} == {*HOSTILE}
    assert {one["name"] for one in objects(browser, tenant)} == {*HOSTILE}


def test_long_ids_stay_whole_in_excel(browser, tenant):
    make_conversation(tenant, "12345678901234567890")
    assert table(browser, tenant, "excel")[0]["id"] == "'12345678901234567890"
    assert table(browser, tenant)[0]["id"] == "12345678901234567890"


def test_excel_is_told_that_it_is_utf_8(browser, tenant):
    make_conversation(tenant, name="Ümläut 🙂")
    assert text(browser, tenant, "excel").startswith('\ufeff"id";')
    assert text(browser, tenant, "excel-comma").startswith('\ufeff"id",')
    assert text(browser, tenant, "csv").startswith("id,")
    assert "Ümläut 🙂" in text(browser, tenant, "jsonl")


@pytest.mark.parametrize(
    ("flavour", "column", "cell"),
    [
        ("excel", "start_on (Berlin time)", "2026-07-01 01:30:00"),
        ("excel-comma", "start_on (Berlin time)", "2026-07-01 01:30:00"),
        ("excel-utc", "start_on (UTC)", "2026-06-30 23:30:00"),
        ("excel-comma-utc", "start_on (UTC)", "2026-06-30 23:30:00"),
        ("csv", "start_on", "2026-06-30T23:30:00Z"),
    ],
)
def test_dates_are_local_for_excel_and_in_utc_for_programs(browser, flavour, column, cell):
    tenant = make_tenant(zone="Europe/Berlin")
    make_conversation(tenant, start_on=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert table(browser, tenant, flavour)[0][column] == cell


def test_what_is_gone_says_since_when(browser, tenant):
    make_conversation(tenant, gone_at=FIRST)
    assert objects(browser, tenant) == []
    assert objects(browser, tenant, gone=1)[0]["gone_at"] == "2026-03-01T09:00:00Z"
    row = table(browser, tenant, "excel", gone=1)[0]
    assert row["gone_at (UTC)"] == "2026-03-01 09:00:00"


def test_what_onq_did_not_send_is_empty(browser, tenant):
    make_conversation(tenant, visible=None, max_count=None, start_on=None)
    assert {table(browser, tenant)[0][name] for name in ("visible", "max_count", "start_on")} == {
        ""
    }
    assert objects(browser, tenant)[0]["visible"] is None
