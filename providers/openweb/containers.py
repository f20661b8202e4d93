"""The CSV inside whatever a link delivered: zip, gzip or plain, told by content and guarded.

OpenWeb's document says `.csv.zip`; an older one of its own says gzip.
"""

import errno
import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from providers.errors import Damage, FileDamaged

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GIB = 1024**3


class _Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Limits:
    """What a file may unpack to, in bytes; a ratio counts only once `ratio_from` is unpacked."""

    max_member_bytes: int = 16 * GIB
    max_ratio: int = 200
    ratio_from: int = 64 * 1024 * 1024
    max_row_bytes: int = 16 * 1024 * 1024


DEFAULT_LIMITS = Limits()


@dataclass
class Member:
    """The CSV in a container: `name` as the container has it, `stream` its bytes unpacked."""

    kind: str
    name: str | None
    stream: IO[bytes]
    guard: "_Guarded"

    @property
    def bytes_unpacked(self) -> int:
        return self.guard.count


@contextmanager
def open_member(path: Path, limits: Limits = DEFAULT_LIMITS) -> Iterator[Member]:
    """Open the CSV inside the file. Raises FileDamaged, here or while the stream is read.

    Reading to the end verifies the container's checksum.
    """
    size = path.stat().st_size
    with ExitStack() as held:
        file = held.enter_context(path.open("rb"))
        kind = _kind(file.read(1024))
        file.seek(0)
        name, unpacked = _OPENERS[kind](file, held, limits)
        guard = _Guarded(unpacked, size, limits)
        stream = held.enter_context(io.BufferedReader(guard, 256 * 1024))
        yield Member(kind, name, stream, guard)


@contextmanager
def csv_member(path: Path, limits: Limits = DEFAULT_LIMITS) -> Iterator[IO[bytes]]:
    """The bytes of the CSV inside the file, as a stream; raises FileDamaged."""
    with open_member(path, limits) as member:
        yield member.stream


def csv_name(path: Path) -> str:
    """A harmless name ending in `.csv` for what is inside the file; raises FileDamaged."""
    with open_member(path) as member:
        name = member.name or re.sub(r"\.(zip|gz|gzip)$", "", path.name, flags=re.IGNORECASE)
    name = re.sub(r"[^\w.-]+", "_", name).lstrip(".")[-120:] or "comments"
    return name if name.lower().endswith(".csv") else f"{name}.csv"


def _kind(start: bytes) -> str:
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if start.startswith(b"\x1f\x8b"):
        return "gzip"
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith((b"<", b"{", b"[")):
        # Storages answer with HTML, XML or JSON pages, sometimes with status 200.
        raise FileDamaged(Damage.UNKNOWN_KIND, detail=f"It begins: {text[:80]!r}")
    return "csv"


def _open_zip(file: IO[bytes], held: ExitStack, limits: Limits) -> tuple[str | None, _Source]:
    try:
        archive = held.enter_context(zipfile.ZipFile(file))
        info = _only_member(archive)
        _check_declared(info, limits)
        return info.filename, held.enter_context(archive.open(info))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, struct.error) as error:
        detail = str(error)
    except OSError as error:
        detail = _nonsense(error)
    raise FileDamaged(Damage.TRUNCATED, detail=detail)


def _nonsense(error: OSError) -> str:
    """The detail of a seek to where no file can be, as damaged headers ask for."""
    if error.errno != errno.EINVAL:
        raise error
    return "Its directory points outside the file."


def _only_member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [info for info in archive.infolist() if not _is_junk(info)]
    if not members:
        raise FileDamaged(Damage.NO_FILE)
    if len(members) > 1:
        raise FileDamaged(Damage.SEVERAL_FILES, detail=f"{len(members)} files")
    name = members[0].orig_filename
    if re.search(r"[/\\:\x00-\x1f]", name) or name in {"", ".", ".."}:
        raise FileDamaged(Damage.PATH, detail=f"It is called {name[:100]!r}")
    return members[0]


def _is_junk(info: zipfile.ZipInfo) -> bool:
    """Folders, and what macOS and Windows add to archives unasked."""
    name = info.filename
    return (
        name.endswith("/")
        or name.startswith(("__MACOSX/", "._"))
        or name in {".DS_Store", "Thumbs.db"}
    )


def _check_declared(info: zipfile.ZipInfo, limits: Limits) -> None:
    if info.flag_bits & 0x1 or info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise FileDamaged(Damage.UNKNOWN_KIND, detail="It is encrypted or oddly compressed.")
    _check_size(info.file_size, info.compress_size, limits)


def _check_size(unpacked: int, packed: int, limits: Limits) -> None:
    if unpacked > limits.max_member_bytes:
        raise FileDamaged(Damage.TOO_BIG, detail=f"More than {limits.max_member_bytes} bytes")
    if unpacked > limits.ratio_from and unpacked > packed * limits.max_ratio:
        raise FileDamaged(Damage.BOMB, detail=f"{packed} bytes hold more than {unpacked}")


def _open_gzip(file: IO[bytes], held: ExitStack, limits: Limits) -> tuple[str | None, _Source]:
    return None, held.enter_context(gzip.GzipFile(fileobj=file))


def _open_plain(file: IO[bytes], held: ExitStack, limits: Limits) -> tuple[str | None, _Source]:
    return None, file


_OPENERS = {"zip": _open_zip, "gzip": _open_gzip, "csv": _open_plain}


class _Guarded(io.RawIOBase):
    """Counts what is really unpacked, and turns the containers' errors into FileDamaged."""

    def __init__(self, source: _Source, packed: int, limits: Limits) -> None:
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
        _check_size(self.count, self._packed, self._limits)
        return len(data)

    def _read(self, size: int) -> bytes:
        try:
            return self._source.read(size)
        except EOFError as error:
            damage, detail = Damage.TRUNCATED, str(error)
        except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error) as error:
            damage, detail = Damage.CHECKSUM, str(error)
        raise FileDamaged(damage, detail=detail)
