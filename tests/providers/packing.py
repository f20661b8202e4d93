"""Files as a vendor might deliver them."""

import csv
import gzip
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

HEADER = ("id", "spot_id", "user_name", "content", "written_at")


def csv_bytes(rows: Iterable[Sequence[str]], header: Sequence[str] = HEADER) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def row(number: int, *, spot: str = "sp_own", at: str = "2024-03-05 12:00:00 +0000") -> list[str]:
    return [f"{spot}_post_c_{number}", spot, f"Somebody {number}", f"Text {number}", at]


def plain(folder: Path, data: bytes) -> Path:
    path = folder / "part-0"
    path.write_bytes(data)
    return path


def gzipped(folder: Path, data: bytes) -> Path:
    return plain(folder, gzip.compress(data))


def zipped(
    folder: Path,
    data: bytes,
    name: str = "comments.csv",
    others: Mapping[str, bytes] | None = None,
) -> Path:
    path = folder / "part-0"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
        for other, content in (others or {}).items():
            archive.writestr(other, content)
    return path
