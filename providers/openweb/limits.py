"""What a file may unpack to, and a stream that holds to it."""

import gzip
import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from providers.errors import Damage, FileDamaged

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GIB = 1024**3


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Limits:
    """What a file may unpack to, in bytes; a ratio counts only once `ratio_from` is unpacked."""

    max_member_bytes: int = 16 * GIB
    max_ratio: int = 200
    ratio_from: int = 64 * 1024 * 1024
    max_row_bytes: int = 16 * 1024 * 1024


DEFAULT_LIMITS = Limits()


def check_size(unpacked: int, packed: int, limits: Limits) -> None:
    """Raises FileDamaged for what is unpacked, or declared to be, beyond the limits."""
    if unpacked > limits.max_member_bytes:
        raise FileDamaged(Damage.TOO_BIG, detail=f"More than {limits.max_member_bytes} bytes")
    if unpacked > limits.ratio_from and unpacked > packed * limits.max_ratio:
        raise FileDamaged(Damage.BOMB, detail=f"{packed} bytes hold more than {unpacked}")


class Guarded(io.RawIOBase):
    """Counts what is really unpacked, and turns the containers' errors into FileDamaged."""

    def __init__(self, source: Source, packed: int, limits: Limits) -> None:
        self._source = source
        self._packed = packed
        self._limits = limits
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer)
        data = self._read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        check_size(self.count, self._packed, self._limits)
        return len(data)

    def _read(self, size: int) -> bytes:
        try:
            return self._source.read(size)
        except EOFError as error:
            damage, detail = Damage.TRUNCATED, str(error)
        except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error) as error:
            damage, detail = Damage.CHECKSUM, str(error)
        raise FileDamaged(damage, detail=detail)
