"""onQ's own CSV of all conversations, as an export."""

from itertools import product
from typing import Any

import pytest

from conversations.exporting.verdicts import REFUSED, verdict_on
from credentials.models import Key, KeyState
from exports.models import ExportState
from jobs import runner
from jobs.models import Lane
from tests.conversations.exporting.asking import (
    asked,
    ended,
    manifest,
    member,
    story,
    table,
    true_table,
)
from tests.conversations.rows import make_tenant
from tests.conversations.syncing import asked as asked_pages
from tests.conversations.syncing import happen, synchronise

pytestmark = pytest.mark.django_db(transaction=True)

DIALECTS = [
    {"onq_csv_header": header, "onq_csv_bom": bom, "onq_csv_quoting": quoting, "onq_csv_lines": end}
    for header, bom, quoting, end in product(
        [True, False], [True, False], ["needed", "all"], ["crlf", "lf"]
    )
]
LISTS: list[dict[str, Any]] = [
    {"onq_page": page, "onq_beyond": beyond}
    for page, beyond in product(
        ["number", "position", "offset"], ["empty", "last", "invalid", "missing"]
    )
]


@pytest.mark.parametrize("settings_of_onq", [*DIALECTS, *LISTS], ids=str)
def test_the_file_is_exact_however_onq_answers(vendor, export, settings_of_onq):
    vendor.configure(**settings_of_onq)
    ended(export)
    assert export.state == ExportState.READY
    assert table(export) == true_table(vendor)


@pytest.mark.parametrize(("limit", "answers"), [(100, 2), (32, 5)])
def test_pages_that_are_too_large_for_onq_are_asked_for_smaller(vendor, export, limit, answers):
    vendor.configure(onq_size_limit=limit, onq_oversize="refused")
    ended(export)
    assert table(export) == true_table(vendor)
    assert manifest(export)["size"] == limit
    assert manifest(export)["answers"] == answers


def test_a_request_that_stays_invalid_ends_it(vendor, export):
    vendor.configure(onq_size_limit=20, onq_oversize="refused")
    ended(export)
    assert export.state == ExportState.FAILED
    assert "onQ calls this request invalid" in export.windows.get().message


@pytest.mark.parametrize(
    ("meaning", "pages"), [("start_position", [1, 50, 100]), ("page_number", [1, 2, 3])]
)
def test_what_an_admin_says_of_pages_is_obeyed(vendor, ana, meaning, pages):
    """Found out, it would be 1, 2 and then 51 or so."""
    vendor.configure(onq_page="position")
    ended(asked(make_tenant(page_meaning=meaning), ana))
    assert asked_pages(vendor)[:3] == pages


def test_hostile_values_stay_untouched_in_the_original(vendor, export):
    hostile = ["=HYPERLINK(1)", "@SUM(1)", "\t=1", "a\r\n=b", '"x",y', "nul\0l"]
    ids = [one["id"] for one in true_table(vendor)][: len(hostile)]
    change = {one: {"name": name} for one, name in zip(ids, hostile, strict=True)}
    happen(vendor, change=change)
    ended(export)
    names = {row["id"]: row["name"] for row in table(export)}
    assert [names[one] for one in ids] == hostile


def test_no_conversations_are_a_result(vendor, export):
    vendor.configure(onq_conversations=0)
    ended(export)
    assert export.state == ExportState.READY
    assert table(export) == []
    assert "No conversations." in story(export)


def test_the_file_says_what_it_is(vendor, export, tenant):
    ended(export)
    told = manifest(export)
    assert (told["tenant"], told["address"]) == (tenant.name, tenant.audience)
    assert (told["conversations"], told["answers"]) == (130, 3)
    assert told["fetched_from"] < told["fetched_to"]


def test_the_same_list_is_the_same_table(vendor, export, tenant, ana):
    again = ended(asked(tenant, None))
    assert member(ended(export), "conversations.csv") == member(again, "conversations.csv")


def test_it_is_whole_and_says_what_that_means(vendor, export):
    ended(export)
    assert export.windows.get().grade == "whole"
    assert "130 conversations. Read to the end of onQ's list: 3 answers." in story(export)
    assert "onQ announces no number" in story(export)
    assert "OpenWeb" not in story(export)


def test_a_key_that_worked_is_known_to_work(vendor, export):
    ended(export)
    assert Key.objects.get().state == KeyState.WORKS


def test_a_wrong_clock_dooms_no_key_and_is_waited_for(vendor, export):
    vendor.configure(onq_clock=3600)
    runner.work(Lane.BULK)
    assert "60 minutes behind onQ's" in export.windows.get().message
    assert Key.objects.get().state == KeyState.UNPROVEN
    vendor.configure(onq_clock=0)
    ended(export)
    assert table(export) == true_table(vendor)


def test_an_answer_in_the_middle_that_is_none_begins_anew(vendor, export):
    vendor.arm("conversations", "status", code=500, skip=1, times=1)
    ended(export)
    assert table(export) == true_table(vendor)
    assert asked_pages(vendor)[:3] == [1, 2, 1]


def test_a_tenant_that_was_deleted_ends_it(vendor, export, tenant):
    tenant.delete()
    ended(export)
    assert export.state == ExportState.FAILED
    assert "The tenant of this part was deleted" in export.windows.get().message


def test_a_refusal_before_the_end_of_what_is_known_makes_the_file_incomplete(vendor, tenant, ana):
    synchronise(tenant)
    vendor.arm("conversations", "status", code=403, skip=1)
    export = ended(asked(tenant, ana))
    assert export.state == ExportState.INCOMPLETE
    assert len(table(export)) == 50


def test_a_refusal_that_may_be_the_end_is_told(vendor, export):
    vendor.configure(onq_beyond="invalid", onq_conversations=100)
    ended(export)
    [window] = export.windows.all()
    assert verdict_on([window]).notes[0] == REFUSED
