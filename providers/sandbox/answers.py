"""What is sent back: a status, headers, and bytes, a piece of a file, or a stream."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

CHUNK = 256 * 1024


@dataclass(frozen=True)
class FilePiece:
    """`length` bytes of a file from byte `start` on."""

    path: Path
    start: int
    length: int


@dataclass
class Answer:
    status: int
    body: bytes | FilePiece | Iterator[bytes] = b""
    headers: dict[str, str] = field(default_factory=dict)
    bytes_per_second: int = 0

    @property
    def length(self) -> int | None:
        """Bytes of the body; None for a stream, which is sent chunked."""
        if isinstance(self.body, FilePiece):
            return self.body.length
        return len(self.body) if isinstance(self.body, bytes) else None

    @property
    def middle(self) -> int:
        """A byte amid the body; that of a stream, whose end nobody knows, lies in its second
        chunk."""
        return CHUNK // 3 if self.length is None else self.length // 2

    def chunks(self) -> Iterator[bytes]:
        if isinstance(self.body, FilePiece):
            yield from _read(self.body)
        elif isinstance(self.body, bytes):
            yield self.body
        else:
            yield from self.body


class RefusalError(Exception):
    """A request is turned down with this status and a sentence."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def as_json(document: object, status: int = 200) -> Answer:
    return Answer(status, json.dumps(document).encode(), {"Content-Type": "application/json"})


def as_html(page: str, status: int = 200) -> Answer:
    return Answer(status, page.encode(), {"Content-Type": "text/html; charset=utf-8"})


def refused(refusal: RefusalError) -> Answer:
    """The documents show no error body; this one has a name and a sentence."""
    name = HTTPStatus(refusal.status).name.lower()
    return as_json({"error": name, "message": refusal.message}, refusal.status)


def _read(piece: FilePiece) -> Iterator[bytes]:
    left = piece.length
    with piece.path.open("rb") as file:
        file.seek(piece.start)
        while left and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
