"""Half-fetched files. One worker appends to a spool file; its lock says whether it lives."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from django.conf import settings

from exports.models import OPEN_WINDOW_STATES, Part, Window
from jobs.services import Lease

READ_SIZE = 1 << 20


class NoRoom(Exception):
    """The disk has no room for the rest of the file; the text says how much is needed."""


def in_words(error: OSError) -> str:
    """What the disk said, for the export's page."""
    return (
        f"The disk could not be written: {os.strerror(error.errno or 0)}. An operator must look at "
        "it; the download then goes on by itself."
    )


@dataclass
class Spool:
    """An open spool file at its end, with the SHA-256 of what it holds."""

    path: Path
    file: IO[bytes]
    size: int = 0
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def append(self, chunk: bytes) -> None:
        self.file.write(chunk)
        self.digest.update(chunk)
        self.size += len(chunk)

    def restart(self) -> None:
        """Forget what was fetched: the rest would belong to another file.

        The old bytes may have a second name in the storage, so they are left alone.
        """
        self.path.unlink()
        self.file.close()
        self.file = _open_locked(self.path)
        self.size = 0
        self.digest = hashlib.sha256()

    def finish(self) -> str:
        """Make the bytes last; returns their SHA-256 in hex."""
        self.file.flush()
        os.fsync(self.file.fileno())
        return self.digest.hexdigest()


def folder_of(window: Window) -> Path:
    return Path(settings.SPOOL_DIR) / f"{window.pk}-{window.attempt}"


@contextmanager
def open_spool(window: Window, part: Part, lease: Lease) -> Iterator[Spool]:
    """The part's spool file, to go on with where a dead owner stopped.

    A lock that cannot be had belongs to an owner that was frozen and may wake up and write: then
    this worker takes a file of its own, from byte 0.
    """
    folder = folder_of(window)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{part.position}"
    try:
        file = _open_locked(path)
    except BlockingIOError:
        path = folder / f"{part.position}.{lease.token.hex}"
        file = _open_locked(path)
    spool = Spool(path, file)
    try:
        _take_in(spool)
        yield spool
    finally:
        spool.file.close()


def _open_locked(path: Path) -> IO[bytes]:
    """At its end. Raises BlockingIOError when another worker has it."""
    file = path.open("ab+", buffering=READ_SIZE)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise
    return file


def _take_in(spool: Spool) -> None:
    spool.file.seek(0)
    while chunk := spool.file.read(READ_SIZE):
        spool.digest.update(chunk)
        spool.size += len(chunk)


def check_room(wanted: int) -> None:
    """Raises NoRoom unless `wanted` bytes fit with the reserve left free."""
    free = shutil.disk_usage(settings.SPOOL_DIR).free
    if free < wanted + settings.DISK_RESERVE_BYTES:
        raise NoRoom(
            f"The disk is nearly full: {wanted / 1e6:,.0f} MB are wanted, {free / 1e6:,.0f} MB are "
            "free. An operator must make room; the download then goes on by itself."
        )


def clear(window: Window) -> None:
    """Remove what the window left in the spool."""
    shutil.rmtree(folder_of(window), ignore_errors=True)


def sweep() -> None:
    """Remove what windows left that ended without clearing up, or whose export is gone."""
    folders = {folder.name: folder for folder in Path(settings.SPOOL_DIR).glob("*-*")}
    # Looked at after the folders: one that is made meanwhile is not among them.
    for window in Window.objects.filter(state__in=OPEN_WINDOW_STATES):
        folders.pop(folder_of(window).name, None)
    for folder in folders.values():
        shutil.rmtree(folder, ignore_errors=True)
