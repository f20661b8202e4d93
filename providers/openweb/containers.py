"""The CSV inside whatever a link delivered: zip, gzip or plain, told by content and guarded.

OpenWeb's document says `.csv.zip`; an older one of its own says gzip.
"""

import gzip
import io
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from providers.errors import Damage, FileDamaged
from providers.openweb.limits import DEFAULT_LIMITS, Guarded, Limits, Source
from providers.openweb.zips import open_in_zip

_NEVER_IN_A_HEADER = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass
class Member:
    """The CSV in a container: `name` as the container has it, `stream` its bytes unpacked."""

    kind: str
    name: str | None
    stream: IO[bytes]
    guard: Guarded

    @property
    def bytes_unpacked(self) -> int:
        return self.guard.count


@contextmanager
def open_member(
    path: Path, limits: Limits = DEFAULT_LIMITS, member: str | None = None
) -> Iterator[Member]:
    """Open the CSV inside the file. Raises FileDamaged, here or while the stream is read.

    `member` is the exact name of one file in a zip that may hold several. Reading to the end
    verifies the container's checksum.
    """
    size = path.stat().st_size
    with ExitStack() as held:
        file = held.enter_context(path.open("rb"))
        kind = _kind(file.read(1024))
        file.seek(0)
        name, unpacked = _unpacked(kind, file, held, limits, member)
        guard = Guarded(unpacked, size, limits)
        stream = held.enter_context(io.BufferedReader(guard, 256 * 1024))
        yield Member(kind, name, stream, guard)


@contextmanager
def csv_member(
    path: Path, limits: Limits = DEFAULT_LIMITS, member: str | None = None
) -> Iterator[IO[bytes]]:
    """The bytes of the CSV inside the file, as a stream; raises FileDamaged."""
    with open_member(path, limits, member) as opened:
        yield opened.stream


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
    if _NEVER_IN_A_HEADER.search(text.partition(b"\n")[0]):
        raise FileDamaged(Damage.UNKNOWN_KIND, detail="It is no text.")
    return "csv"


def _unpacked(
    kind: str, file: IO[bytes], held: ExitStack, limits: Limits, member: str | None
) -> tuple[str | None, Source]:
    if kind == "zip":
        return open_in_zip(file, held, limits, member)
    if member is not None:
        raise FileDamaged(Damage.NO_FILE, detail=f"No zip that could hold {member}")
    return None, held.enter_context(gzip.GzipFile(fileobj=file)) if kind == "gzip" else file
