"""What is inside a zip: its single file, one by its name, or many."""

import errno
import re
import struct
import zipfile
from collections.abc import Callable, Generator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import IO, TypeVar

from providers.errors import Damage, FileDamaged
from providers.openweb.limits import DEFAULT_LIMITS, Guarded, Limits, check_size

Result = TypeVar("Result")


def open_in_zip(
    file: IO[bytes], held: ExitStack, limits: Limits, member: str | None = None
) -> tuple[str, IO[bytes]]:
    """The name and the unpacked bytes of the zip's single file, or of the one called `member`.

    The name of a single file must be no path; raises FileDamaged.
    """
    archive = held.enter_context(_or_damaged(lambda: zipfile.ZipFile(file)))
    info = _only_member(archive) if member is None else _named_member(archive, member)
    _check_declared(info, limits)
    return info.filename, held.enter_context(_or_damaged(lambda: archive.open(info)))


def members_of(path: Path) -> list[str]:
    """The names of the files in a zip, without what archivers add; none for what is no zip.

    For looking them up in the zip alone: they may be paths. Raises FileDamaged.
    """
    with path.open("rb") as file:
        if not file.read(4).startswith(b"PK"):
            return []
        with _or_damaged(lambda: zipfile.ZipFile(file)) as archive:
            return [info.orig_filename for info in archive.infolist() if not _is_junk(info)]


def each_in_zip(
    path: Path, names: re.Pattern[str], limits: Limits = DEFAULT_LIMITS
) -> Generator[Guarded, None, None]:
    """The unpacked bytes of all files with such names, in the zip's order, each to be read before
    the next; raises FileDamaged."""
    with path.open("rb") as file, _or_damaged(lambda: zipfile.ZipFile(file)) as archive:
        for info in archive.infolist():
            if names.fullmatch(info.orig_filename):
                _check_declared(info, limits)
                with _or_damaged(partial(archive.open, info)) as source:
                    yield Guarded(source, info.compress_size, limits)


def _or_damaged(opened: Callable[[], Result]) -> Result:
    try:
        return opened()
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


def _named_member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    members = [info for info in archive.infolist() if info.orig_filename == name]
    if not members:
        raise FileDamaged(Damage.NO_FILE, detail=f"No {name}")
    if len(members) > 1:
        raise FileDamaged(Damage.SEVERAL_FILES, detail=f"{len(members)} called {name}")
    return members[0]


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
    check_size(info.file_size, info.compress_size, limits)
