"""A zip made while it is sent: its entries one after the other, in flat memory."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import RawIOBase
from itertools import chain
from pathlib import Path
from typing import Any

CHUNK = 1 << 18


@dataclass(frozen=True)
class Entry:
    """One file of the zip: its name there, its date, and its bytes, made when its turn comes."""

    name: str
    at: datetime
    pieces: Callable[[], Iterable[bytes]]
    compression: int = zipfile.ZIP_DEFLATED


@dataclass
class Summed:
    """Bytes on their way, whose size and SHA-256 are known once all have come by."""

    pieces: Iterable[bytes]
    size: int = 0
    _digest: Any = field(default_factory=hashlib.sha256, repr=False)

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.size += len(piece)
            self._digest.update(piece)
            yield piece

    @property
    def sha256(self) -> str:
        return str(self._digest.hexdigest())


def packed(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The bytes of the zip. An entry is asked for once all before it are read to their ends."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as archive:
        for entry in entries:
            info = zipfile.ZipInfo(entry.name, entry.at.astimezone(UTC).timetuple()[:6])
            info.compress_type = entry.compression
            with archive.open(info, "w", force_zip64=True) as target:
                for piece in entry.pieces():
                    target.write(piece)
                    yield sink.take()
    yield sink.take()


def begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces; what is wrong with the first one is raised now and not on the way."""
    return chain([next(pieces, b"")], pieces)


def bytes_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


class _Sink(RawIOBase):
    """What zipfile writes to; it cannot seek, so sizes go behind each entry."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._chunks.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self._chunks)
        self._chunks.clear()
        return taken
