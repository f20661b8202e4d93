"""Rows as they came, whatever is in them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.errors import Damage, FileDamaged
from providers.openweb.files import Limits, Record, preview, records
from tests.providers.packing import csv_bytes, plain, row, zipped

# csv writes a lone carriage return unquoted within quotes, but a whole row must not be empty.
hostile = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def all_of(path: Path, limits: Limits | None = None) -> list[Record]:
    return list(records(path, limits or Limits()))


def damage_of(path: Path, limits: Limits | None = None) -> Damage:
    with pytest.raises(FileDamaged) as caught:
        all_of(path, limits)
    return caught.value.damage


@given(st.lists(st.tuples(hostile, hostile, hostile), max_size=5))
def test_hostile_texts_survive(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str, str]]
) -> None:
    rows = [["x", *values, "end"] for values in texts]
    path = zipped(tmp_path_factory.mktemp("csv"), csv_bytes(rows))
    assert [record.values for record in all_of(path)] == rows


def test_columns_are_found_by_name_and_unknown_ones_kept(tmp_path: Path) -> None:
    header = ("Label ID", "Message-ID", " TEXT ", "created_at", "user_id", "display_name")
    path = plain(
        tmp_path, csv_bytes([["7", "sp_a_b_c_1", "Hello", "1588769040", "u_1", "Me"]], header)
    )
    [record] = all_of(path)
    assert (record.id, record.content, record.written_at) == ("sp_a_b_c_1", "Hello", "1588769040")
    assert (record.author_id, record.author_name, record.spot_id) == ("u_1", "Me", "")
    assert record["Label ID"] == "7"
    assert record.header == list(header)


@pytest.mark.parametrize("header", [("id",), ("content",), ("comment_id", "x")])
def test_an_id_or_a_text_is_enough(header: tuple[str, ...], tmp_path: Path) -> None:
    assert len(all_of(plain(tmp_path, csv_bytes([["1"] * len(header)], header)))) == 1


def test_without_id_and_text_the_file_is_damaged(tmp_path: Path) -> None:
    assert damage_of(plain(tmp_path, csv_bytes([], ("a", "b")))) is Damage.NO_KNOWN_COLUMN


@pytest.mark.parametrize("data", [b"", b"\n\r\n", b"\xef\xbb\xbf"])
def test_without_a_header_the_file_is_damaged(data: bytes, tmp_path: Path) -> None:
    assert damage_of(plain(tmp_path, data)) is Damage.NO_HEADER


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    [record] = all_of(plain(tmp_path, b"\xef\xbb\xbfid,content\r\n1,a\r\n"))
    assert record.id == "1"


def test_ragged_rows_are_kept(tmp_path: Path) -> None:
    short, long = all_of(plain(tmp_path, b"id,content\n1\n2,b,more\n\n"))
    assert (short.values, long.values) == (["1", ""], ["2", "b", "more"])


def test_nul_and_invalid_bytes_do_not_stop_the_reading(tmp_path: Path) -> None:
    [record] = all_of(plain(tmp_path, b"id,content\n1,a\x00b\xff\xfec\n"))
    assert record.content == "a\x00b\ufffd\ufffdc"


def test_a_long_text_is_whole(tmp_path: Path) -> None:
    text = "ä\n" * 1_500_000
    [record] = all_of(zipped(tmp_path, csv_bytes([["1", text]], ("id", "content"))))
    assert record.content == text


@pytest.mark.parametrize("start", [b'1,"', b"1,"])
def test_a_row_without_end_is_damage_not_memory(start: bytes, tmp_path: Path) -> None:
    line = b"x" * 99 + (b"\n" if start.endswith(b'"') else b"")
    path = plain(tmp_path, b"id,content\n" + start + line * 60_000)
    assert damage_of(path, Limits(max_row_bytes=2_000_000)) is Damage.ENDLESS_ROW


@pytest.mark.parametrize("start", [b"", b"id,content\n1,"])
def test_a_row_of_short_values_without_end_is_damage_not_memory(
    start: bytes, tmp_path: Path
) -> None:
    path = plain(tmp_path, start + b'"x\n",' * 1_000_000)
    assert damage_of(path, Limits(max_row_bytes=2_000_000)) is Damage.ENDLESS_ROW


def test_a_preview_shows_the_first_rows(tmp_path: Path) -> None:
    shown = preview(zipped(tmp_path, csv_bytes(row(number) for number in range(50))), rows=3)
    assert shown.header[0] == "id"
    assert [values[0] for values in shown.rows] == [f"sp_own_post_c_{n}" for n in range(3)]
