"""Files of v4: comments, users and ranks, told apart by nothing but their headers."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from providers.errors import Damage, FileDamaged
from providers.openweb.data_sets import DataSet, data_set_of
from providers.openweb.files import FileReport, SeenIds, examine, preview, records
from tests.providers.packing import csv_bytes, plain, row, zipped

SINCE, TO = datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 4, 1, tzinfo=UTC)
USERS = ("id", "user_name", "display_name", "created_at")
RANKS = ("message_id", "user_id", "rank", "created_at")


def report_on(path: Path, seen: SeenIds | None = None, *, several: bool = True) -> FileReport:
    with SeenIds() as fresh:
        return examine(
            path,
            spot_id="sp_own",
            since=SINCE,
            to=TO,
            seen=fresh if seen is None else seen,
            several_data_sets=several,
        )


@pytest.mark.parametrize(
    ("header", "data_set"),
    [
        # as far as OpenWeb's document shows them
        ("id user_id user_name spot_id post_id message_status content", DataSet.COMMENTS),
        ("id message_status", DataSet.COMMENTS),
        ("id user_id post_id", DataSet.COMMENTS),
        ("Conversation-ID user_id", DataSet.COMMENTS),
        ("id parent_id user_name", DataSet.COMMENTS),
        ("id content rank", DataSet.COMMENTS),
        ("id", DataSet.COMMENTS),
        ("id something", DataSet.COMMENTS),
        ("id user_name display_name", DataSet.USERS),
        ("user_id", DataSet.USERS),
        ("id email", DataSet.USERS),
        ("message_id user_id rank", DataSet.RANKS),
        ("message_id post_id ranks_up ranks_down", DataSet.RANKS),
        ("user_id Rank-Type created_at", DataSet.RANKS),
        ("message_id user_id vote", DataSet.OTHER),
        ("frankly speaking", DataSet.OTHER),
    ],
)
def test_a_data_set_is_told_by_its_columns(header: str, data_set: DataSet) -> None:
    assert data_set_of(header.split()) is data_set


@pytest.mark.parametrize(
    "header", ["id name avatar", "message_id conversation_id likes", "id post_id position"]
)
def test_what_has_no_texts_is_not_of_comments_when_another_file_has_them(header: str) -> None:
    names = header.split()
    assert data_set_of(names) is DataSet.COMMENTS
    assert data_set_of(names, texts_are_elsewhere=True) is DataSet.OTHER
    assert data_set_of([*names, "content"], texts_are_elsewhere=True) is DataSet.COMMENTS


def test_users_are_counted_and_nothing_else(tmp_path: Path) -> None:
    rows = [["u_1", "ann", "Ann", "2019-01-01 12:00:00 +0000"], ["u_1", "ann", "Ann", ""]]
    data = csv_bytes(rows, USERS)
    assert report_on(zipped(tmp_path, data, "users.csv")) == FileReport(
        kind="zip",
        member_name="users.csv",
        header=list(USERS),
        data_set=DataSet.USERS,
        rows=2,
        bytes_unpacked=len(data),
    )


def test_ranks_of_a_comment_are_no_duplicates_of_it(tmp_path: Path) -> None:
    [comment] = [row(1)]
    ranks = [[comment[0], f"u_{number}", "up", ""] for number in range(3)]
    with SeenIds() as seen:
        first = report_on(plain(tmp_path, csv_bytes(ranks, RANKS)), seen)
        second = report_on(plain(tmp_path, csv_bytes([comment])), seen)
    assert (first.data_set, first.rows, first.duplicate_ids) == (DataSet.RANKS, 3, 0)
    assert (second.data_set, second.rows, second.duplicate_ids) == (DataSet.COMMENTS, 1, 0)


def test_another_spots_users_are_told_by_the_column(tmp_path: Path) -> None:
    rows = [["u_1", "ann", "sp_own"], ["u_2", "bob", "sp_other"], ["u_3", "eve", ""]]
    report = report_on(plain(tmp_path, csv_bytes(rows, ("id", "user_name", "spot_id"))))
    assert report.foreign_spots == {"sp_other": 1}


def test_ids_of_other_spots_tell_nothing_outside_of_comments(tmp_path: Path) -> None:
    ranks = [["sp_other_post_c_1", "u_1", "up", ""]]
    assert report_on(plain(tmp_path, csv_bytes(ranks, RANKS))).foreign_spots == {}


def test_what_is_not_known_is_counted_too(tmp_path: Path) -> None:
    report = report_on(plain(tmp_path, b"a,b\n1,2\n3,\xff\n5\n"))
    assert (report.data_set, report.header, report.rows) == (DataSet.OTHER, ["a", "b"], 3)
    assert (report.invalid_bytes, report.ragged_rows) == (1, 1)


def test_without_a_header_a_file_of_any_data_set_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(FileDamaged) as caught:
        report_on(plain(tmp_path, b""))
    assert caught.value.damage is Damage.NO_HEADER


def test_a_file_that_has_to_be_of_comments_is_damaged_without_ids_and_texts(
    tmp_path: Path,
) -> None:
    with pytest.raises(FileDamaged) as caught:
        report_on(plain(tmp_path, csv_bytes([], ("user_name", "email"))), several=False)
    assert caught.value.damage is Damage.NO_KNOWN_COLUMN


def test_a_file_that_has_to_be_of_comments_is(tmp_path: Path) -> None:
    rows = [["u_1", "ann", "Ann", ""], ["u_1", "ann", "Ann", ""]]
    report = report_on(plain(tmp_path, csv_bytes(rows, USERS)), several=False)
    assert (report.data_set, report.duplicate_ids) == (DataSet.COMMENTS, 1)


def test_users_and_ranks_can_be_looked_at(tmp_path: Path) -> None:
    path = plain(tmp_path, csv_bytes([["ann", "a@b.example"]], ("user_name", "email")))
    shown = preview(path, several_data_sets=True)
    assert (shown.data_set, shown.rows) == (DataSet.USERS, [["ann", "a@b.example"]])
    assert [record.author_name for record in records(path, several_data_sets=True)] == ["ann"]
    with pytest.raises(FileDamaged):
        preview(path)


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("id;content\r\n1;a, b\r\n", [["1", "a, b"]]),
        ("id\tcontent\n1\ta;b\n", [["1", "a;b"]]),
        ('\ufeff"id";"content"\n"1";"a\n;b"\n', [["1", "a\n;b"]]),
        ("\n\nid;content\n1;a\n", [["1", "a"]]),
        ("id,a;b\n1,2;3\n", [["1", "2;3"]]),
        ("content\na;b\n", [["a;b"]]),
    ],
)
def test_other_delimiters_are_told_by_a_header_without_commas(
    data: str, rows: list[list[str]], tmp_path: Path
) -> None:
    assert [record.values for record in records(plain(tmp_path, data.encode()))] == rows
