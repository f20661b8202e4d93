"""A row before it is read: its id, its fingerprint, and that reading it never fails."""

import json
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.answers import Answer
from providers.errors import UnclearAnswer
from providers.onq.answer import Page, read_page
from providers.onq.records import FIELDS

ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
NAMES = st.sampled_from(FIELDS) | st.text()


def page(body: str | bytes) -> Page:
    return read_page(Answer(200, body if isinstance(body, bytes) else body.encode(), "onQ"))


def fingerprint(row: str) -> str:
    (entry,) = page(f"[{row}]").entries
    return entry.fingerprint


@pytest.mark.parametrize(
    ("identity", "text"),
    [("7", "7"), ('"c-7"', "c-7"), ('" 7 "', " 7 "), ("1.5", "1.5"), ("true", "true"),
     ('{"a": [1]}', '{"a": [1]}'), (str(10**30), str(10**30)), ('"\\u00e9"', "é")],
)  # fmt: skip
def test_an_id_of_any_kind_is_a_text(identity: str, text: str) -> None:
    (entry,) = page(f'[{{"name": "a", "id": {identity}}}]').entries
    assert (entry.id, entry.read().id) == (text, text)


@pytest.mark.parametrize(
    "row", ['{"id": null}', '{"id": " \\n"}', "{}", "[1]", "7", '{"id": 1e999}']
)
def test_a_row_without_a_readable_id_is_no_entry(row: str) -> None:
    assert page(f"[{row}]") == Page((), 1, 1)


def test_the_raw_json_is_kept_to_the_byte() -> None:
    row = '{ "id":1,\n"name" : "\\u00e9 é 😀", "x": 1.50 }'
    (entry,) = page(f"[ {row} , {{}}]").entries
    assert entry.raw.decode() == entry.read().raw == row


def test_the_fingerprint_changes_with_the_row_and_with_nothing_else() -> None:
    assert fingerprint('{"id": 1}') == fingerprint(' {"id": 1} ')
    assert len({fingerprint(row) for row in ('{"id": 1}', '{"id": 2}', '{"id": 1, "x": 0}')}) == 3
    assert fingerprint('{"id": 1}') == "8ba252f5d4314ab66fe939179ab6dbc3"


def test_of_twins_the_first_is_read() -> None:
    found = page('[{"id": 2}, {"id": 1, "name": "a"}, {"id": "1", "name": "b"}]')
    assert [(one.id, one.read().name) for one in found.entries] == [("2", ""), ("1", "a")]
    assert (found.rows, found.unreadable) == (3, 0)


def test_of_a_row_with_a_number_beyond_all_range_the_id_is_known() -> None:
    (entry,) = page('[{"name": "a", "id": 1, "max_count": 1e999}]').entries
    found = entry.read()
    assert (found.id, found.name, found.max_count) == ("1", "", None)
    assert "1e999" in found.raw


def test_what_onq_adds_is_not_looked_at() -> None:
    (entry,) = page('[{"name": "a", "id": 1, "added": 1e999}]').entries
    assert entry.read().name == "a"


def test_a_row_nested_so_deeply_that_it_can_just_be_found_can_be_read_anywhere() -> None:
    """Reading goes a little further than finding does, and may begin deeper in the stack."""
    for depth in range(1, sys.getrecursionlimit(), 10):
        nested = "[" * depth + "]" * depth
        try:
            entries = page(f'[{{"id": 1, "name": {nested}}}, {{"id": {nested}}}]').entries
        except UnclearAnswer:
            return
        for entry in entries:
            assert further_down(100, entry.read).id == entry.id
    pytest.fail("Nothing was too deep.")


def further_down(levels: int, call: Any) -> Any:
    return further_down(levels - 1, call) if levels else call()


@given(st.dictionaries(NAMES, ANY_JSON), ANY_JSON)
def test_whatever_a_row_holds_it_is_an_entry_that_can_be_read_or_counted(
    values: dict[str, Any], identity: object
) -> None:
    raw = json.dumps([{**values, "id": identity}])
    found = page(raw)
    assert len(found.entries) + found.unreadable == found.rows == 1
    for entry in found.entries:
        assert entry.read().id == entry.id != ""
        assert entry.read().raw == raw[1:-1] or "\\ud" in raw


@given(st.binary(max_size=12), st.integers(0, 60), st.integers(0, 12))
def test_bytes_that_broke_make_an_answer_unclear_or_can_be_read(
    junk: bytes, at: int, gone: int
) -> None:
    whole = b'[{"id": "c-1", "name": "Nurses", "max_count": 20}, {"id": 2}]'
    try:
        found = page(whole[:at] + junk + whole[at + gone :])
    except UnclearAnswer:
        return
    assert all(entry.read().id == entry.id for entry in found.entries)
