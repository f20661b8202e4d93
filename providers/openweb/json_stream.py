"""Reads one large JSON object piece by piece, in flat memory, each piece with its own text.

ijson reads as fast, but ends the process on an integer of 5,000 digits and takes all memory for
deep nesting (3.6.0, both tried), and it does not give back the text that came.
"""

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, NoReturn

LONGEST_PIECE = 16 * 1024 * 1024  # characters of one event, user or other value
_SPACE = re.compile(r"[ \t\n\r]*")
_SHOWN = 60
_GOES_ON = ("", ".", "e", "E")


class JsonBroken(ValueError):
    """The text is not the JSON object it should be, or ends before it."""


class Piece(NamedTuple):
    """`key` is the object's key; `name` the inner key within a streamed object, else empty.

    Numbers in `value` are left as the text they came as. `start` is `[` or `{` on the piece that
    announces a streamed list or object, before its items, and empty on all others.
    """

    key: str
    name: str
    value: object
    text: str
    start: str = ""


def pieces(blocks: Iterable[bytes], streamed: frozenset[str]) -> Iterator[Piece]:
    """The object's members in their order; lists and objects under `streamed` keys item by item.

    Raises JsonBroken, at the latest where the object should end.
    """
    source = _Source(blocks)
    source.take("{")
    for key in _keys(source):
        opening = source.peek()
        if key not in streamed or opening not in {"[", "{"}:
            yield Piece(key, "", *source.value())
            continue
        source.take(opening)
        yield Piece(key, "", None, "", opening)
        if opening == "[":
            for _ in _items(source, "]"):
                yield Piece(key, "", *source.value())
        else:
            for name in _keys(source):
                yield Piece(key, name, *source.value())
    source.end()


def _keys(source: "_Source") -> Iterator[str]:
    for _ in _items(source, "}"):
        key, text = source.value()
        if not isinstance(key, str) or not text.startswith('"'):
            raise JsonBroken(f"A key is no text: {text[:_SHOWN]}")
        source.take(":")
        yield key


def _items(source: "_Source", closing: str) -> Iterator[None]:
    """Once for each item, which the caller must read; takes the commas and the closing bracket."""
    if source.peek() != closing:
        yield
        while source.peek() == ",":
            source.take(",")
            yield
    source.take(closing)


class _Source:
    """The text that has come and was not read yet."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text) or not self._read_on():
                return self._text[self._at : self._at + 1]

    def take(self, wanted: str) -> None:
        if self.peek() != wanted:
            self._fail(f"{wanted} is missing")
        self._at += 1

    def end(self) -> None:
        if self.peek():
            self._fail("something follows the end")

    def value(self) -> tuple[object, str]:
        """The next value and its text."""
        self.peek()
        problem = ""
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                end, problem = 0, error.msg
            except RecursionError:
                raise JsonBroken("It is nested too deeply") from None
            # A number may go on in the next block: after 12, after the 12 of 12.5 and of 12e5.
            if end and (self._ended or self._text[end : end + 1] not in _GOES_ON):
                text, self._at = self._text[self._at : end], end
                return value, text
            if not self._read_on():
                self._fail(problem)

    def _read_on(self) -> bool:
        """Doubles what waits, so that a long value is not tried anew for each small block."""
        if self._ended:
            return False
        waiting = [self._text[self._at :]]
        size, wanted = len(waiting[0]), 2 * len(waiting[0]) + 1
        if size > LONGEST_PIECE:
            raise JsonBroken(f"One piece is longer than {LONGEST_PIECE} characters")
        while size < wanted and not self._ended:
            waiting.append(self._next_text())
            size += len(waiting[-1])
        self._text, self._at = "".join(waiting), 0
        return True

    def _next_text(self) -> str:
        block = next(self._blocks, b"")
        self._ended = not block
        try:
            return self._decoder.decode(block, final=self._ended)
        except UnicodeDecodeError as error:
            raise JsonBroken(f"It is no UTF-8: {error.reason}") from None

    def _fail(self, problem: str) -> NoReturn:
        near = self._text[self._at : self._at + _SHOWN]
        raise JsonBroken(f"{problem}, near: {near}" if near else f"{problem}: it ends too early")


def _refuse(word: str) -> NoReturn:
    raise JsonBroken(f"{word} is no JSON")


# Numbers stay text: the vendor sends some as strings anyway, and a huge one does no harm.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refuse)
