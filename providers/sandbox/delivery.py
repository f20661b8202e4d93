"""One file as an answer: whole, or the part a Range header asks for (RFC 9110, section 14)."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from providers.sandbox.answers import Answer, FilePiece
from providers.sandbox.packing import sha256_of
from providers.sandbox.settings import Settings

ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
TYPES = {".zip": "application/zip", ".gz": "application/gzip", ".csv": "text/csv; charset=utf-8"}


def deliver(path: Path, headers: Mapping[str, str], settings: Settings) -> Answer:
    size = path.stat().st_size
    etag = etag_of(path, settings)
    answer = Answer(200, FilePiece(path, 0, size), _headers(path, etag, settings))
    answer.bytes_per_second = settings.download_bytes_per_second
    asked = ONE_RANGE.fullmatch(headers.get("Range", ""))
    if asked and settings.accept_ranges and _still_same(headers.get("If-Range"), etag):
        _narrow(answer, path, size, asked[1], asked[2])
    return answer


def etag_of(path: Path, settings: Settings) -> str:
    if settings.etag == "none":
        return ""
    tag = f'"{_digest(path, path.stat().st_mtime_ns)[:32]}"'
    return tag if settings.etag == "strong" else f"W/{tag}"


def _headers(path: Path, etag: str, settings: Settings) -> dict[str, str]:
    headers = {
        "Content-Type": TYPES[path.suffix],
        "Content-Disposition": f'attachment; filename="{path.name}"',
    }
    if settings.accept_ranges:
        headers["Accept-Ranges"] = "bytes"
    return headers | {"ETag": etag} if etag else headers


def _still_same(condition: str | None, etag: str) -> bool:
    """If-Range holds only for the very same strong tag."""
    return condition is None or (condition == etag and not etag.startswith("W/"))


def _narrow(answer: Answer, path: Path, size: int, first: str, last: str) -> None:
    if not first and not last:
        return
    start = int(first) if first else max(0, size - int(last))
    end = min(size, int(last) + 1) if first and last else size
    if first and last and int(last) < start:
        return
    if start >= size:
        answer.status, answer.body = 416, b""
        answer.headers["Content-Range"] = f"bytes */{size}"
        return
    answer.status, answer.body = 206, FilePiece(path, start, end - start)
    answer.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"


@lru_cache(maxsize=1024)
def _digest(path: Path, changed_at: int) -> str:
    """`changed_at` is there only so that a file that was made again is read again."""
    return sha256_of(path)
