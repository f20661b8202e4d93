"""Strangers write these cells: harmless in a spreadsheet, unaltered in the plain flavour."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.merging.flavours import FLAVOURS
from exports.merging.formulas import harmless, harmless_row
from exports.merging.merged import Merge
from providers.sandbox.texts import HOSTILE, HOSTILE_NAMES
from tests.exports.merging import EXCEL, PLAIN, rows_of, source, table, text_of

EVIL = ("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "＝1+1", '"', ";", ",", "\n", "\r", "\t")
SMALL = (" ", "\ufeff", "a", "0", "12", "e", "E5", "(", "-", "=")
texts = st.lists(st.sampled_from(EVIL + SMALL) | st.text(max_size=3), max_size=6).map("".join)
unreadable = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
RUNS = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
NEGATIVE = re.compile(r"-\d+([.,]\d+)?")
ALL_HOSTILE = [(str(number), text) for number, text in enumerate(HOSTILE + HOSTILE_NAMES, 1)]


def runs(cell: str) -> bool:
    return bool(RUNS.match(cell)) and not NEGATIVE.fullmatch(cell)


def test_hostile_texts_come_through_the_plain_flavour_unaltered(tmp_path):
    merge = Merge([source(tmp_path, ALL_HOSTILE, ("id", "content"))], PLAIN)
    assert rows_of(merge)[1:] == [list(row) for row in ALL_HOSTILE]


@given(st.lists(st.tuples(unreadable, unreadable), max_size=5))
def test_any_text_comes_through_the_plain_flavour_unaltered(tmp_path_factory, rows):
    rows = [(f"c{number}", *row) for number, row in enumerate(rows)]
    header = ("id", "content", "label")
    merge = Merge([source(tmp_path_factory.mktemp("csv"), rows, header)], PLAIN)
    assert rows_of(merge)[1:] == [list(row) for row in rows]


@pytest.mark.parametrize("flavour", ["excel", "excel-comma"])
def test_no_hostile_cell_and_no_heading_runs_in_a_spreadsheet(tmp_path, flavour):
    header = ("id", "content", "=HYPERLINK(A1)")
    rows = rows_of(Merge([source(tmp_path, ALL_HOSTILE, header)], FLAVOURS[flavour]))
    assert not [cell for row in rows for cell in row if runs(cell)]
    kept = [row[1].removeprefix("'") for row in rows[1:]]
    assert kept == [text.removeprefix("'") for _, text in ALL_HOSTILE]


@given(st.lists(texts, min_size=1, max_size=4))
def test_no_cell_runs_and_only_apostrophes_are_added(row):
    safe = harmless_row(row)
    assert safe == [harmless(cell) for cell in row]
    assert not [cell for cell in safe if runs(cell)]
    assert [cell.replace("'", "") for cell in safe] == [cell.replace("'", "") for cell in row]


@given(st.lists(texts, min_size=1, max_size=3))
def test_no_formula_starts_when_the_file_is_opened_with_the_other_separator(
    tmp_path_factory, cells
):
    rows = [(f"c{number}", cell) for number, cell in enumerate(cells)]
    one = source(tmp_path_factory.mktemp("csv"), rows, ("id", "content"))
    for flavour, other in ((EXCEL, ","), (FLAVOURS["excel-comma"], ";")):
        split = table(text_of(Merge([one], flavour)), other)
        assert not [cell for row in split for cell in row if cell.strip().startswith("=")]


@pytest.mark.parametrize(
    "cell", ["1234567890123456789", "123456789012", "007", "73928e05", "1.5E+10"]
)
def test_ids_that_a_spreadsheet_would_round_become_texts(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "0",
        "12345678901",
        "-5",
        "-0,25",
        "sp_a_b_c_1",
        "a - b",
        "x=1",
        "a@b.example",
        "5,- each",
        "Fine ;-) thanks",
        "Bring:\n- bread\n- milk",
        "two\nlines",
        "2026-03-01 10:00:00",
    ],
)
def test_everyday_cells_stay_as_they_are(cell):
    assert harmless(cell) == cell


@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", ["\n", ";-", "; ", ' "', "\t=", ";-a", "0"])
def test_a_long_hostile_cell_takes_no_longer_than_its_length(unit):
    harmless_row([unit * 1_000_000])
