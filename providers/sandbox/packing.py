"""CSV in a zip, in gzip or plain: opened for writing and for reading, never whole in memory."""

import gzip
import hashlib
import io
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

# The same rows always make the same bytes: no clock gets into the archives.
SAME_DATE = (2020, 1, 1, 0, 0, 0)
LEVEL = 3

Binary = IO[bytes] | gzip.GzipFile


@contextmanager
def csv_target(path: Path, member_name: str, charset: str = "utf-8") -> Iterator[IO[str]]:
    """A text file to write CSV into; the ending of `path` says how it is packed."""
    with binary_target(path, member_name) as raw:
        text = io.TextIOWrapper(raw, encoding=charset, errors="replace", newline="")
        yield text
        text.flush()
        text.detach()


@contextmanager
def binary_target(path: Path, member_name: str) -> Iterator[Binary]:
    if path.suffix == ".zip":
        member = zipfile.ZipInfo(member_name, SAME_DATE)
        member.compress_type = zipfile.ZIP_DEFLATED
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive,
            archive.open(member, "w", force_zip64=True) as raw,
        ):
            yield raw
    elif path.suffix == ".gz":
        with path.open("wb") as plain, gzip.GzipFile("", "wb", LEVEL, plain, mtime=0) as packed:
            yield packed
    else:
        with path.open("wb") as plain:
            yield plain


def packed_together(paths: Sequence[Path], target: Path) -> None:
    """One zip with what each of these zips holds, which then go."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as whole:
        for path in paths:
            with zipfile.ZipFile(path) as archive:
                for member in archive.infolist():
                    info = zipfile.ZipInfo(member.filename, SAME_DATE)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    with archive.open(member) as raw, whole.open(info, "w") as into:
                        shutil.copyfileobj(raw, into)
            path.unlink()


@contextmanager
def csv_source(path: Path) -> Iterator[Binary]:
    """The CSV bytes of a finished file, unpacked while they are read."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as raw:
            yield raw
    elif path.suffix == ".gz":
        with gzip.open(path) as packed:
            yield packed
    else:
        with path.open("rb") as plain:
            yield plain


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
