"""A large JSON object read piece by piece says what reading it whole says."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from providers.openweb import json_stream
from providers.openweb.json_stream import JsonBroken, pieces

STREAMED = frozenset(("events", "users"))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(
    st.sampled_from(["events", "users", "a", "b\n"]) | st.text(), VALUES, max_size=6
)


def cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def whole(found: Iterator[json_stream.Piece]) -> dict[str, Any]:
    """Put a document together again from its pieces."""
    document: dict[str, Any] = {}
    for piece in found:
        if piece.start:
            document[piece.key] = [] if piece.start == "[" else {}
        elif piece.key not in STREAMED or not isinstance(document.get(piece.key), list | dict):
            document[piece.key] = json.loads(piece.text)
        elif isinstance(document[piece.key], list):
            document[piece.key].append(json.loads(piece.text))
        else:
            document[piece.key][piece.name] = json.loads(piece.text)
    return document


@given(DOCUMENTS, st.integers(1, 50), st.booleans(), st.sampled_from([None, 1]))
@example({"events": [12.5, 1e300, -1.5e-300]}, 1, False, None)
def test_any_document_in_any_blocks_is_read_as_a_whole_one(
    document: dict[str, Any], size: int, ascii_only: bool, indent: int | None
) -> None:
    text = json.dumps(document, ensure_ascii=ascii_only, indent=indent)
    data = text.encode("utf-8", "surrogatepass" if ascii_only else "strict")
    assert whole(pieces(cut(data, size), STREAMED)) == document


@given(DOCUMENTS.filter(bool), st.data(), st.integers(1, 50))
def test_a_document_without_its_end_is_broken(
    document: dict[str, Any], data: st.DataObject, size: int
) -> None:
    text = json.dumps(document).encode()
    end = data.draw(st.integers(0, len(text) - 1))
    with pytest.raises(JsonBroken):
        list(pieces(cut(text[:end], size), STREAMED))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"3",
        b"<html>",
        b'{"a": 1} x',
        b'{"a": 1}{}',
        b'{"a" 1}',
        b"{3: 1}",
        b'{"a": 1,}',
        b'{"events": [1,]}',
        b'{"events": [1 2]}',
        b'{"events": [NaN]}',
        b'{"events": [oops]}',
        b'{"events": ["\n"]}',
        b'{"a": "\xff"}',
        b'{"events": [' + b"[" * 100_000,
    ],
)
def test_anything_else_is_broken(data: bytes) -> None:
    with pytest.raises(JsonBroken):
        list(pieces(cut(data, 7), STREAMED))


def test_a_number_of_any_length_stays_text() -> None:
    digits = "9" * 10_000
    (found,) = pieces([f'{{"a": {digits}}}'.encode()], STREAMED)
    assert found.value == digits


def test_a_byte_order_mark_does_no_harm() -> None:
    assert [piece.key for piece in pieces(cut(b'\xef\xbb\xbf{"a": 1}', 1), STREAMED)] == ["a"]


def test_a_piece_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "LONGEST_PIECE", 1000)
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        yield b'{"events": ["'
        while True:
            taken += 100
            yield b"x" * 100

    with pytest.raises(JsonBroken, match="longer"):
        list(pieces(endless(), STREAMED))
    assert taken < 5000


def test_pieces_come_while_the_rest_has_not() -> None:
    def blocks() -> Iterator[bytes]:
        yield b'{"events": [1, 2'
        raise AssertionError("read too far")

    found = pieces(blocks(), STREAMED)
    assert [next(found).start, next(found).text] == ["[", "1"]
