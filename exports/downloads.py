"""One stored file over HTTP: whole, in part (RFC 9110 §14), or not again because it is known."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from exports.models import ARCHIVE, TABLES, StoredFile

CHUNK = 256 * 1024
CONTENT_TYPES = {
    "zip": "application/zip",
    ARCHIVE: "application/zip",
    TABLES: "application/zip",
    "gzip": "application/gzip",
}
_ONE_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII | re.IGNORECASE)


class Unsatisfiable(Exception):
    """The range lies outside the file."""


def requested_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte asked for, or None for the whole file. Raises Unsatisfiable.

    Several ranges, other units and malformed headers get the whole file, as the RFC allows.
    """
    match = _ONE_RANGE.fullmatch(header)
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        start, end = max(size - int(last), 0), size - 1
    else:
        start, end = int(first), min(int(last or size), size - 1)
        if last and int(last) < start:
            return None
    if start >= size:
        raise Unsatisfiable
    return start, end


def left_to_nginx(request: HttpRequest) -> bool:
    """Does nginx send the bytes, once we have said which (X-Accel-Redirect)?

    It says so with each request: who comes by another way would get nothing.
    """
    offered = request.headers.get("X-Sendfile-Type") == "X-Accel-Redirect"
    return (
        offered and bool(settings.ACCEL_PREFIX) and isinstance(default_storage, FileSystemStorage)
    )


def respond(request: HttpRequest, stored: StoredFile, name: str) -> HttpResponseBase:
    """The stored bytes as they came, under `name`. Raises FileNotFoundError when they are gone."""
    etag = f'"{stored.sha256}"'
    response = get_conditional_response(request, etag=etag) or _answer(request, stored, etag)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _answer(request: HttpRequest, stored: StoredFile, etag: str) -> HttpResponseBase:
    try:
        wanted = _wanted(request, stored.size, etag)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    content_type = CONTENT_TYPES.get(stored.container, "text/csv; charset=utf-8")
    if request.method == "GET" and left_to_nginx(request):
        return HttpResponse(headers=_redirect(stored), content_type=content_type)
    return _sent_by_us(request, stored, wanted, content_type)


def _redirect(stored: StoredFile) -> dict[str, str]:
    """nginx cuts the range out, and compares If-Range with the ETag that it gets from us."""
    Path(default_storage.path(stored.storage_key)).stat()
    return {"X-Accel-Redirect": f"{settings.ACCEL_PREFIX}{quote(stored.storage_key)}"}


def _sent_by_us(
    request: HttpRequest, stored: StoredFile, wanted: tuple[int, int] | None, content_type: str
) -> HttpResponseBase:
    start, end = wanted or (0, stored.size - 1)
    headers = {"Content-Length": str(end - start + 1)}
    if wanted:
        headers["Content-Range"] = f"bytes {start}-{end}/{stored.size}"
    status = 206 if wanted else 200
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers, content_type=content_type)
    body = _Slice(default_storage.open(stored.storage_key), start, end)
    return StreamingHttpResponse(body, status=status, headers=headers, content_type=content_type)


def _wanted(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    return requested_range(request.headers.get("Range", ""), size)


class _Slice:
    """The bytes from `start` to `end`; closed with the response, also when nobody read it."""

    def __init__(self, file: "File[bytes]", start: int, end: int) -> None:
        self._file, self._start, self._left = file, start, end - start + 1

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(self._start)
        while self._left and (chunk := self._file.read(min(CHUNK, self._left))):
            self._left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._file.close()
