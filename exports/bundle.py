"""One `.csv.zip` with everything that an export stored, streamed with flat memory."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from io import RawIOBase
from itertools import chain
from pathlib import Path
from typing import IO, Any

from exports import storage
from exports.models import ARCHIVE, Export, Part, PartState
from exports.names import part_stem
from providers.errors import Damage, FileDamaged
from providers.openweb.files import csv_member

CHUNK = 1 << 18


@dataclass(frozen=True)
class Entry:
    """One file of the bundle: its name there, and how its bytes are read."""

    name: str
    open: Callable[[], AbstractContextManager[IO[bytes]]]
    compression: int = zipfile.ZIP_DEFLATED


def stream(export: Export) -> Iterator[bytes]:
    """The bytes of one zip: the CSV of each stored part, or all that an archive of ours holds.

    An archive that is alone is sent as it is. Raises OSError and FileDamaged: at once for what is
    wrong with the first file, else on the way.
    """
    parts = stored_parts(export)
    files = [part.stored_file for part in parts if part.stored_file]
    if len(files) == 1 and files[0].container == ARCHIVE:
        return _begun(_as_stored(storage.local_path(files[0])))
    return _begun(_packed(parts))


def _begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    return chain([next(pieces, b"")], pieces)


def _as_stored(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _packed(parts: list[Part]) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as bundle:
        for part, stem in _with_stems(parts):
            for entry in _entries(part, stem):
                yield from _add(bundle, sink, part, entry)
    yield sink.take()


def stored_parts(export: Export) -> list[Part]:
    parts = Part.objects.filter(
        window__export=export, state=PartState.STORED, stored_file__removed_at=None
    )
    return list(parts.select_related("stored_file", "window__export"))


def _with_stems(parts: list[Part]) -> Iterator[tuple[Part, str]]:
    """Sites with similar names come to the same file name; unpacked, one would hide the other."""
    taken = set[str]()
    for part in parts:
        stem = part_stem(part)
        if stem in taken:
            stem = f"{stem}_part-{part.window.position + 1:02}"
        taken.add(stem)
        yield part, stem


def _entries(part: Part, stem: str) -> Iterator[Entry]:
    assert part.stored_file is not None  # noqa: S101 - stored_parts asks for it
    path = storage.local_path(part.stored_file)
    if part.stored_file.container == ARCHIVE:
        yield from _of_archive(path, stem)
    else:
        yield Entry(f"{stem}.csv", partial(csv_member, path))


def _of_archive(path: Path, stem: str) -> Iterator[Entry]:
    with _opened(path) as archive:
        for info in archive.infolist():
            yield Entry(f"{stem}/{info.filename}", partial(archive.open, info), info.compress_type)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise FileDamaged(Damage.TRUNCATED, detail=str(error)) from error


def _add(bundle: zipfile.ZipFile, sink: "_Sink", part: Part, new: Entry) -> Iterator[bytes]:
    assert part.stored_file is not None  # noqa: S101 - stored_parts asks for it
    info = zipfile.ZipInfo(new.name, date_time=part.stored_file.stored_at.timetuple()[:6])
    info.compress_type = new.compression
    with new.open() as source, bundle.open(info, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
            yield sink.take()


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
