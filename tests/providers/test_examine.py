"""What is said about a file before it is published."""

import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from providers.errors import Damage, FileDamaged
from providers.openweb.files import FileReport, SeenIds, examine
from tests.providers.packing import csv_bytes, gzipped, plain, row, zipped

SINCE, TO = datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 4, 1, tzinfo=UTC)


def report_on(path: Path, seen: SeenIds | None = None, zone: ZoneInfo | None = None) -> FileReport:
    with SeenIds() as fresh:
        known = fresh if seen is None else seen
        where = {"spot_id": "sp_own", "since": SINCE, "to": TO}
        return examine(path, seen=known, zone=zone or UTC, **where)  # type: ignore[arg-type]


def test_a_good_file_is_good(tmp_path: Path) -> None:
    data = csv_bytes([row(1), row(2, at="2024-03-09 08:00:00 +0000"), row(3)])
    assert report_on(zipped(tmp_path, data, "day.csv")) == FileReport(
        kind="zip",
        member_name="day.csv",
        header=["id", "spot_id", "user_name", "content", "written_at"],
        rows=3,
        first_at=datetime(2024, 3, 5, 12, tzinfo=UTC),
        last_at=datetime(2024, 3, 9, 8, tzinfo=UTC),
        bytes_unpacked=len(data),
    )


def test_an_empty_file_with_a_header_is_good(tmp_path: Path) -> None:
    report = report_on(gzipped(tmp_path, csv_bytes([])))
    assert (report.kind, report.member_name, report.rows, report.first_at) == (
        "gzip",
        None,
        0,
        None,
    )


def test_duplicates_are_counted_within_and_across_files(tmp_path: Path) -> None:
    with SeenIds() as seen:
        first = report_on(plain(tmp_path, csv_bytes([row(1), row(2), row(1)])), seen)
        second = report_on(plain(tmp_path, csv_bytes([row(2), row(3), row(3)])), seen)
    assert (first.duplicate_ids, second.duplicate_ids) == (1, 2)


def test_rows_without_id_are_no_duplicates(tmp_path: Path) -> None:
    report = report_on(plain(tmp_path, csv_bytes([["", "", "", "a", ""], ["", "", "", "b", ""]])))
    assert (report.rows, report.without_id, report.duplicate_ids, report.undated) == (2, 2, 0, 2)


@pytest.mark.parametrize(
    ("at", "outside"),
    [
        ("2024-02-29 23:59:59 +0000", 1),
        ("2024-03-01 00:00:00 +0000", 0),
        ("2024-04-01 00:00:00 +0000", 0),
        ("2024-04-01 00:00:01 +0000", 1),
        ("2024-04-01T01:30:00+02:00", 0),
        ("1709251199", 1),
    ],
)
def test_both_ends_belong_to_the_range(at: str, outside: int, tmp_path: Path) -> None:
    assert report_on(plain(tmp_path, csv_bytes([row(1, at=at)]))).outside_range == outside


def test_times_without_a_zone_are_in_the_vendors(tmp_path: Path) -> None:
    path = plain(tmp_path, csv_bytes([row(1, at="2024-03-01 00:30:00")]))
    assert report_on(path).outside_range == 0
    berlin = report_on(path, zone=ZoneInfo("Europe/Berlin"))
    assert berlin.outside_range == 1
    assert berlin.first_at == datetime(2024, 2, 29, 23, 30, tzinfo=UTC)


def test_rows_of_another_spot_are_counted_by_spot(tmp_path: Path) -> None:
    rows = [row(1), row(2, spot="sp_other"), row(3, spot="sp_other"), row(4, spot="sp_own2")]
    assert report_on(plain(tmp_path, csv_bytes(rows))).foreign_spots == {
        "sp_other": 2,
        "sp_own2": 1,
    }


@pytest.mark.parametrize(
    ("header", "values", "foreign"),
    [
        (("id",), ["sp_other_post_c_1"], {"sp_other": 1}),
        (("id", "spot_id"), ["1", "sp_other"], {"sp_other": 1}),
        (("id", "spot_id"), ["sp_own_post_c_1", "sp_other"], {"sp_other": 1}),
        (("id", "spot_id"), ["12345", ""], {}),
        (("content",), ["sp_other_post_c_1"], {}),
    ],
)
def test_a_spot_is_named_by_its_column_or_the_id(
    header: tuple[str, ...], values: list[str], foreign: dict[str, int], tmp_path: Path
) -> None:
    assert report_on(plain(tmp_path, csv_bytes([values], header))).foreign_spots == foreign


def test_ragged_rows_and_invalid_bytes_are_counted(tmp_path: Path) -> None:
    report = report_on(plain(tmp_path, "id,content\n1\n2,b,more\n3,\ufffd".encode() + b"\xff\n"))
    assert (report.rows, report.ragged_rows, report.invalid_bytes) == (3, 2, 1)


def test_a_damaged_end_is_found_by_reading_to_it(tmp_path: Path) -> None:
    path = gzipped(tmp_path, csv_bytes(row(number) for number in range(5000)))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(FileDamaged) as caught:
        report_on(path)
    assert caught.value.damage is Damage.TRUNCATED


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    text = "long " * 200
    rows = ([f"sp_own_p_c_{n}", "sp_own", "", text, "1709640000"] for n in range(40_000))
    path = zipped(tmp_path, csv_bytes(rows))
    tracemalloc.start()
    report = report_on(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.bytes_unpacked > 40_000_000
    assert peak < 25_000_000


def test_a_spot_without_end_is_not_kept_whole(tmp_path: Path) -> None:
    path = plain(tmp_path, csv_bytes([["1", "x" * 2_000_000]], ("id", "spot_id")))
    [spot] = report_on(path).foreign_spots
    assert len(spot) < 5_000


def test_without_a_range_no_time_is_outside(tmp_path: Path) -> None:
    path = plain(tmp_path, csv_bytes([row(1), row(2, at="1999-01-01 00:00:00 +0000")]))
    with SeenIds() as seen:
        report = examine(path, spot_id="sp_own", seen=seen)
    assert (report.rows, report.outside_range) == (2, 0)


@pytest.mark.parametrize(
    ("header", "cells", "others"),
    [
        ("id,post_id", ["m1,a_1", "m2,a$1", "m3,sp_own_a$1"], 0),
        ("id,post_id", ["m1,a_1", "m2,b", "m3,a_12"], 2),
        ("id,content", ["sp_own_a$1_c_x,", "sp_own_a_1_c_y,", "sp_own_a$12_c_z,", "7,"], 1),
    ],
)
def test_rows_of_other_articles_are_counted(
    tmp_path: Path, header: str, cells: list[str], others: int
) -> None:
    path = plain(tmp_path, "\n".join([header, *cells]).encode())
    with SeenIds() as seen:
        report = examine(path, spot_id="sp_own", seen=seen, post_id="a_1")
    assert report.other_articles == others
