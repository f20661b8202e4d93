"""Zips made here: whole or not there, in flat memory, the same bytes for the same content."""

import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TextIO


class Archive:
    """A zip being written; its members are written one after the other."""

    def __init__(self, archive: zipfile.ZipFile, at: datetime) -> None:
        self._archive = archive
        self._date = at.astimezone(UTC).timetuple()[:6]

    def member(self, name: str, compression: int = zipfile.ZIP_DEFLATED) -> IO[bytes]:
        info = zipfile.ZipInfo(name, self._date)
        info.compress_type = compression
        return self._archive.open(info, "w", force_zip64=True)  # how large it gets is not known

    @contextmanager
    def text(self, name: str) -> Iterator[TextIO]:
        """A member for UTF-8 text, whose line ends stay as they are written."""
        with (
            self.member(name) as member,
            io.TextIOWrapper(member, "utf-8", newline="") as file,
        ):
            yield file


@contextmanager
def writing(target: Path, at: datetime) -> Iterator[Archive]:
    """Write a zip to `target`, where it is once its bytes last; `at`, an aware time, dates members.

    Whatever is raised inside leaves nothing there. Raises OSError.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                yield Archive(archive, at)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
