"""Making spoilt files: flipped bytes, bombs, tricky member names, another charset."""

import io
import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

from providers.sandbox.packing import SAME_DATE, csv_source, csv_target

TRICKS = {
    "parent": "../../x.csv",
    "absolute": "/etc/x.csv",
    "backslash": "..\\..\\x.csv",
    "symlink": "x.csv",
    "nested": "x.csv.zip",
    "two_members": "x.csv",
}
BLOCK = 1 << 20
HEADER = b"id,content\r\n"
MOST = 0xFFFFFFFE


def make_whole(make: Callable[[Path, Path], None], genuine: Path, spoiled: Path) -> None:
    """Write under another name first, so a kill leaves no half made file behind."""
    draft = spoiled.with_name(f"draft-{spoiled.name}")
    make(genuine, draft)
    draft.rename(spoiled)


def flip_bytes(genuine: Path, spoiled: Path, *, flips: int) -> None:
    """Invert bytes from the middle on: far from the names and sizes at both ends."""
    shutil.copyfile(genuine, spoiled)
    with spoiled.open("r+b") as file:
        file.seek(spoiled.stat().st_size // 2)
        found = file.read(flips)
        file.seek(-len(found), os.SEEK_CUR)
        file.write(bytes(byte ^ 0xFF for byte in found))


def write_page(_genuine: Path, spoiled: Path, *, page: str) -> None:
    spoiled.write_text(page)


def path_trick(genuine: Path, spoiled: Path, *, form: str) -> None:
    """A zip with the right rows under a wrong name (a symlink instead has only a target)."""
    with zipfile.ZipFile(spoiled, "w", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo(TRICKS[form], SAME_DATE)
        if form == "symlink":
            member.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(member, "/etc/hostname")
            return
        with archive.open(member, "w", force_zip64=True) as target:
            _copy(genuine, target, packed=form == "nested")
        if form == "two_members":
            archive.writestr("second.csv", HEADER)


def recode(genuine: Path, spoiled: Path, *, charset: str) -> None:
    """The same CSV, packed the same, in another charset; characters it lacks become "?"."""
    # "utf-16" leaves its mark out here: what goes into a zip never seems to stand at its start.
    marked = charset == "utf-16"
    target = csv_target(spoiled, "comments.csv", "utf-16-le" if marked else charset)
    with target as text, csv_source(genuine) as source:
        text.write("\ufeff" if marked else "")
        shutil.copyfileobj(io.TextIOWrapper(source, encoding="utf-8", newline=""), text)


def bomb(_genuine: Path, spoiled: Path, *, inflates_to: int, declares: int) -> None:
    """A valid zip of one CSV. A block that was deflated and flushed can be repeated as it is, so
    huge contents cost one block of work; at most 4 GiB, the limit of a zip without zip64."""
    blocks = min(inflates_to, MOST - len(HEADER)) // BLOCK
    filler = b"x" * BLOCK
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    head = packer.compress(HEADER) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(filler) + packer.flush(zlib.Z_FULL_FLUSH)
    data = head + block * blocks + packer.flush()
    checksum = zlib.crc32(HEADER)
    for _ in range(blocks):
        checksum = zlib.crc32(filler, checksum)
    size = declares if declares >= 0 else len(HEADER) + blocks * BLOCK
    spoiled.write_bytes(zip_of_one(b"comments.csv", data, checksum, size))


def zip_of_one(name: bytes, deflated: bytes, checksum: int, size: int) -> bytes:
    """The bytes of a zip around data that is deflated already (APPNOTE 4.3.7, 4.3.12, 4.3.16)."""
    common = struct.pack(
        "<HHHHHIIIHH", 20, 0, 8, 0, 0x5021, checksum, len(deflated), size, len(name), 0
    )
    local = b"PK\x03\x04" + common + name + deflated
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common
    central += struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + b"PK\x05\x06" + end


def _copy(genuine: Path, target: IO[bytes], *, packed: bool) -> None:
    with genuine.open("rb") if packed else csv_source(genuine) as source:
        shutil.copyfileobj(source, target)
