"""Everything that an export stored as one zip, made while it is sent."""

import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.utils import timezone

from exports import manifest, storage
from exports.kinds import kind_of
from exports.merging.flavours import FLAVOURS
from exports.merging.merged import merge_of
from exports.models import Export, StoredFile, Window
from exports.names import distinct_stems, in_bundle
from exports.queries import kept_parts, windows_with_files
from exports.zipping import CHUNK, Entry, Summed, begun, bytes_of, packed
from providers.errors import Damage, FileDamaged

TABLE = "comments.csv"
MANIFEST = "manifest.json"
AS_STORED = FLAVOURS["received"]


def ending(export: Export) -> str:
    """What the name of `stream` ends in: one of our archives says that it holds tables."""
    return ".zip" if kind_of(export).story.has_manifest else ".csv.zip"


def stream(export: Export) -> Iterator[bytes]:
    """The bytes of one zip.

    Files of the vendor's: each as it came, one table of all their rows, and a manifest. Archives
    made here have theirs: one alone is sent as it is, of several each becomes a folder. Raises
    OSError and FileDamaged: at once for what is missing or too short, else on the way.
    """
    windows = windows_with_files(export)
    files = [file for _, file in kept_parts(windows)]
    for file in files:
        if storage.local_path(file).stat().st_size != file.size:
            raise FileDamaged(Damage.TRUNCATED)
    if kind_of(export).story.has_manifest:
        return begun(packed(_as_they_came(export, windows)))
    if len(files) == 1:
        return begun(bytes_of(storage.local_path(files[0])))
    return begun(packed(_unpacked(windows)))


def table(export: Export) -> Iterator[bytes]:
    """The bytes of a zip with nothing but the table of all rows. Raises as `stream` does."""
    merge = merge_of(export, windows_with_files(export), AS_STORED)
    return begun(packed([Entry(TABLE, timezone.now(), merge.pieces)]))


def one_table(export: Export) -> Iterator[bytes]:
    """The `.csv.zip` of an export: its table alone, or our archives, which hold theirs."""
    return table(export) if kind_of(export).story.has_manifest else stream(export)


def _as_they_came(export: Export, windows: list[Window]) -> Iterator[Entry]:
    now, names = timezone.now(), in_bundle(windows)
    for part, file in kept_parts(windows):
        pieces = partial(_checked, file)
        yield Entry(names[part.pk], file.stored_at, pieces, zipfile.ZIP_STORED)
    merge = merge_of(export, windows, AS_STORED)
    rows = Summed(merge.pieces())
    yield Entry(TABLE, now, lambda: rows)
    merged = manifest.merged(TABLE, merge, rows)
    yield Entry(MANIFEST, now, lambda: manifest.pieces(export, windows, now, merged))


def _checked(file: StoredFile) -> Iterator[bytes]:
    """The bytes as they came. Raises FileDamaged at their end when they are not any more."""
    came = Summed(bytes_of(storage.local_path(file)))
    yield from came
    if came.sha256 != file.sha256:
        raise FileDamaged(Damage.CHECKSUM)


def _unpacked(windows: list[Window]) -> Iterator[Entry]:
    stems = distinct_stems(windows)
    for part, file in kept_parts(windows):
        yield from _members(storage.local_path(file), stems[part.pk], file)


def _members(path: Path, folder: str, file: StoredFile) -> Iterator[Entry]:
    with _opened(path) as archive:
        for info in archive.infolist():
            pieces = partial(_read, archive, info)
            yield Entry(f"{folder}/{info.filename}", file.stored_at, pieces, info.compress_type)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise FileDamaged(Damage.TRUNCATED, detail=str(error)) from error


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as source:
        while chunk := source.read(CHUNK):
            yield chunk
