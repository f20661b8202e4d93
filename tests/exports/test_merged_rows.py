"""Which rows and columns one CSV of everything holds, and in which order."""

import gzip

import pytest

from exports.merging.merged import BATCH, Merge
from providers.errors import FileDamaged
from tests.exports.merging import EXCEL, HEADER, PLAIN, rows_of, source, text_of
from tests.providers.packing import csv_bytes


def test_rows_stand_in_the_order_of_their_files(tmp_path):
    rows = [[f"c{number}", f"Text {number}", ""] for number in range(2 * BATCH + 3)]
    sources = [source(tmp_path, rows[:BATCH]), source(tmp_path, rows[BATCH:])]
    assert rows_of(Merge(sources, PLAIN)) == [list(HEADER), *rows]


def test_every_column_of_any_file_is_there_in_the_order_it_first_appeared(tmp_path):
    first = source(tmp_path, [["1", "a", "x"]], ("id", "content", "label"))
    second = source(tmp_path, [["b", "9", "2", "y"]], ("content", "likes", "id", "label"))
    assert rows_of(Merge([first, second], PLAIN)) == [
        ["id", "content", "label", "likes"],
        ["1", "a", "x", ""],
        ["2", "b", "y", "9"],
    ]


def test_two_columns_of_one_name_stay_two(tmp_path):
    first = source(tmp_path, [["1", "a"]], ("id", "content"))
    second = source(tmp_path, [["2", "b", "c"]], ("id", "content", "content"))
    header, _, row = rows_of(Merge([first, second], PLAIN))
    assert (header, row) == (["id", "content", "content"], ["2", "b", "c"])


def test_values_beyond_a_header_stand_behind_all_columns(tmp_path):
    first = source(tmp_path, [["1", "a", "more"], ["2"]], ("id", "content"))
    second = source(tmp_path, [["3", "z"]], ("id", "label"))
    assert rows_of(Merge([first, second], PLAIN))[1:] == [
        ["1", "a", "", "more"],
        ["2", "", ""],
        ["3", "", "z"],
    ]


def test_the_first_row_with_an_id_stays_and_the_others_are_counted(tmp_path):
    first = source(tmp_path, [["1", "old", ""], ["2", "b", ""], ["1", "again", ""]])
    second = source(tmp_path, [["2", "b", ""], ["1", "new", ""], ["3", "c", ""]])
    merge = Merge([first, second], PLAIN)
    assert [row[:2] for row in rows_of(merge)[1:]] == [["1", "old"], ["2", "b"], ["3", "c"]]
    assert (merge.rows, merge.folded) == (3, 3)


def test_ids_are_known_again_under_another_column_name(tmp_path):
    first = source(tmp_path, [["1", "a"]], ("id", "content"))
    second = source(tmp_path, [["1", "a"]], ("message_id", "content"))
    assert len(rows_of(Merge([first, second], PLAIN))) == 2


@pytest.mark.parametrize("header", [("id", "content"), ("label", "content")])
def test_rows_without_an_id_all_stay(tmp_path, header):
    merge = Merge([source(tmp_path, [["", "same"], ["", "same"]], header)], PLAIN)
    assert len(rows_of(merge)) == 3
    assert merge.folded == 0


def test_files_without_rows_leave_the_header(tmp_path):
    sources = [source(tmp_path, []), source(tmp_path, [])]
    assert rows_of(Merge(sources, PLAIN)) == [list(HEADER)]


def test_excel_gets_a_mark_a_semicolon_and_quotes_the_plain_one_none_of_them(tmp_path):
    one = source(tmp_path, [["1", "a", "b"]], ("id", "content", "label"))
    assert text_of(Merge([one], EXCEL)) == '\ufeff"id";"content";"label"\r\n"1";"a";"b"\r\n'
    assert text_of(Merge([one], PLAIN)) == "id,content,label\r\n1,a,b\r\n"


def test_a_damaged_file_is_found_before_the_first_byte(tmp_path):
    whole, damaged = source(tmp_path, []), source(tmp_path, [])
    damaged.path.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(FileDamaged):
        Merge([whole, damaged], PLAIN)


def test_a_file_damaged_further_on_ends_with_an_error_and_not_as_a_shorter_file(tmp_path):
    one = source(tmp_path, [])
    packed = gzip.compress(
        csv_bytes([[f"c{row}", "word " * 200, ""] for row in range(9_000)], HEADER)
    )
    one.path.write_bytes(packed[:-8] + bytes(8))
    pieces = Merge([one], PLAIN).pieces()
    assert next(pieces) == b"id,content,written_at\r\n"
    with pytest.raises(FileDamaged):
        list(pieces)
