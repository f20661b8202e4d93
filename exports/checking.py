"""Are the stored files still what was stored? Reads them from the storage; changes nothing."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db.models import QuerySet, Sum

from exports import storage
from exports.models import StoredFile

READ_SIZE = 1 << 20


@dataclass(frozen=True)
class Looked:
    """`size` bytes more of `file` have been looked at; `fault` says what is wrong, if anything."""

    file: StoredFile
    size: int
    fault: str = ""


def kept() -> QuerySet[StoredFile]:
    """Every file that should be there."""
    return StoredFile.objects.filter(removed_at=None).order_by("pk")


def bytes_of(files: QuerySet[StoredFile]) -> int:
    return int(files.aggregate(total=Sum("size", default=0))["total"])


def look_at(files: QuerySet[StoredFile], *, quick: bool) -> Iterator[Looked]:
    """Whether each is there with its size and, unless `quick`, its SHA-256."""
    for file in files.iterator():
        fault = _fault_of_size(file)
        if fault or quick:
            yield Looked(file, file.size, _if_still_kept(file, fault))
        else:
            yield from _read(file)


def _fault_of_size(file: StoredFile) -> str:
    try:
        size = storage.local_path(file).stat().st_size
    except OSError as error:
        return _cannot_be_read(error)
    return "" if size == file.size else f"has {size:,} bytes instead of {file.size:,}"


def _read(file: StoredFile) -> Iterator[Looked]:
    digest = hashlib.sha256()
    try:
        for chunk in _chunks(storage.local_path(file)):
            digest.update(chunk)
            yield Looked(file, len(chunk))
    except OSError as error:
        yield Looked(file, 0, _if_still_kept(file, _cannot_be_read(error)))
        return
    if digest.hexdigest() != file.sha256:
        yield Looked(file, 0, "holds other bytes than those that were stored")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while chunk := source.read(READ_SIZE):
            yield chunk


def _cannot_be_read(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "is missing"
    return f"cannot be read: {error.strerror}"


def _if_still_kept(file: StoredFile, fault: str) -> str:
    """Somebody may have deleted it since it was listed."""
    return fault if fault and kept().filter(pk=file.pk).exists() else ""
