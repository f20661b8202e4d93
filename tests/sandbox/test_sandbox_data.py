"""Comments: the same for the same question, whole over touching ranges, and nasty."""

import csv
import io
from pathlib import Path

from providers.sandbox.data import COLUMNS
from providers.sandbox.server import Running, running
from providers.sandbox.texts import HOSTILE, HOSTILE_NAMES
from tests.sandbox.calls import DAY, Vendor, call, unzipped, vendor_of

TEN_DAYS = {"since": "2024-03-01T00:00:0", "to": "2024-03-11T00:00:0"}


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(unzipped(data).decode(), newline="")))


def exported(vendor: Vendor, since: str, to: str) -> list[dict[str, str]]:
    links = vendor.done(since=since, to=to)["export_urls"]
    return [row for link in links for row in rows_of(call(link).body)]


def test_touching_ranges_are_disjoint_and_together_whole(vendor: Vendor) -> None:
    start, middle, end = "2024-03-01T06:00:00", "2024-03-01T13:37:42", "2024-03-03T00:00:00"
    whole = [row["id"] for row in exported(vendor, start, end)]
    halves = [row["id"] for row in exported(vendor, start, middle) + exported(vendor, middle, end)]
    assert halves == whole
    assert len(set(whole)) == len(whole) > 200


def test_every_comment_was_written_inside_the_range(sandbox: Running, vendor: Vendor) -> None:
    for minute in range(15):
        start, end = f"2024-03-01T09:{minute:02}:30", f"2024-03-01T11:{minute:02}:30"
        query = {"spot_id": sandbox.spot_id, "since": start, "to": end}
        times = [row["written_at"] for row in vendor.truth(**query, full="1")[1:]]
        assert len(times) in (9, 10, 11)
        assert times == sorted(times)
        assert start.replace("T", " ") <= times[0]
        assert times[-1] < end.replace("T", " ")


def test_ids_carry_spot_conversation_and_parent(vendor: Vendor) -> None:
    rows = exported(vendor, **TEN_DAYS)
    replies = [row for row in rows if row["parent_id"]]
    assert 200 < len(replies) < 900
    assert all(row["id"].startswith(row["conversation_id"] + "_c_") for row in rows)
    assert all(row["id"].startswith(row["parent_id"] + "_r_") for row in replies)
    assert all(row["conversation_id"].startswith("sp_Dem0Spot_") for row in rows)
    assert {row["message_status"] for row in rows} == {
        "approved", "publish and moderate", "rejected", "require approval",
    }  # fmt: skip


def test_replies_are_counted_on_the_comment_they_answer(vendor: Vendor) -> None:
    rows = exported(vendor, **TEN_DAYS)
    inner = {row["id"]: int(row["replies_count"]) for row in rows[8:-8] if not row["parent_id"]}
    answered = [row["parent_id"] for row in rows]
    assert any(inner.values())
    assert {parent: answered.count(parent) for parent in inner} == inner


def test_a_thousand_comments_hold_every_hostile_text_and_a_hostile_name(vendor: Vendor) -> None:
    rows = exported(vendor, **TEN_DAYS)
    assert len(rows) == 1200
    assert {row["content"] for row in rows} >= set(HOSTILE)
    assert {row["display_name"] for row in rows} & set(HOSTILE_NAMES)
    assert len(max(HOSTILE, key=len)) == 9000


def test_files_hold_exactly_the_truth(sandbox: Running, vendor: Vendor) -> None:
    export_id = vendor.request_export().json()["export_id"]
    (link,) = vendor.done(export_id)["export_urls"]
    summary, *rows = vendor.truth(export_id=export_id, full="1")
    texts = [{name: str(value) for name, value in row.items()} for row in rows]
    assert rows_of(call(link).body) == texts
    assert summary["rows"] == len(rows) == 120
    range_truth = vendor.truth(spot_id=sandbox.spot_id, **DAY)
    assert range_truth[1:] == [row["id"] for row in rows]
    assert tuple(texts[0]) == COLUMNS


def test_the_same_request_gives_the_same_bytes_on_another_machine(
    vendor: Vendor, tmp_path: Path
) -> None:
    here = call(vendor.link()).body
    with running(tmp_path / "other", {"processing_seconds": 0, "rows_per_day": 120}) as other:
        assert call(vendor_of(other).link()).body == here
        other.configure(seed=2)
        assert call(vendor_of(other).link()).body != here


def test_the_zone_of_zoneless_times_can_be_chosen(sandbox: Running, vendor: Vendor) -> None:
    sandbox.configure(zone="Europe/Berlin")
    times = [row["written_at"] for row in exported(vendor, **DAY)]
    assert times[0] >= "2024-02-29 23:00:00"
    assert times[0] < "2024-03-01"
    assert times[-1] < "2024-03-01 23:00:00"


def test_an_exact_number_of_rows_holds_for_one_export(sandbox: Running, vendor: Vendor) -> None:
    sandbox.configure(rows=777)
    assert len(exported(vendor, **DAY)) == 777
    assert len(exported(vendor, **DAY)) == 120


def test_nobody_has_written_in_the_future(vendor: Vendor) -> None:
    assert vendor.done(since="2999-01-01T00:00:00", to="2999-02-01T00:00:00")["count"] == 0


def test_the_announced_count_can_differ_from_what_is_delivered(
    sandbox: Running, vendor: Vendor
) -> None:
    sandbox.configure(count_delta=3)
    done = vendor.done()
    assert done["count"] == 123
    assert len(rows_of(call(done["export_urls"][0]).body)) == 120


def test_rows_can_name_another_spot(sandbox: Running, vendor: Vendor) -> None:
    sandbox.configure(foreign_spot="sp_Foreign1")
    rows = exported(vendor, **DAY)
    assert {row["spot_id"] for row in rows} == {"sp_Foreign1"}
    assert all(row["id"].startswith("sp_Foreign1_") for row in rows)
