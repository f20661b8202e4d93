"""Fetches a file from a signed link: raw bytes, resumed safely, every redirect checked."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import unquote, urljoin

import requests
import urllib3
from requests_hardened.ip_filter import InvalidIPAddress

from providers.addresses import check, session_for
from providers.errors import (
    AddressRefused,
    DownloadBroken,
    ProviderError,
    UnclearAnswer,
)
from providers.http import spoken_reason
from providers.network import NETWORK_ERRORS, Network, unreachable
from providers.statuses import LINK_STATUS, error_for, retry_after_seconds

CHUNK = 256 * 1024
REDIRECTS = 5
_REDIRECT_STATUS = frozenset((301, 302, 303, 307, 308))
_NAME_LENGTH = 120
_ERROR_PAGE = 8 * 1024

Chunks = Iterator[bytes]


@dataclass(frozen=True)
class Download:
    """An open download. `chunks` begin at byte `offset` of a file of `total` bytes, if known.

    `offset` is 0 when the server sent the whole file although a part was asked for. `etag` is
    the strong one with which the rest may be asked for later, from the same `host` only.
    """

    status: int
    total: int | None
    etag: str | None
    offset: int
    host: str
    chunks: Chunks = field(repr=False)
    name: str | None = None


@contextmanager
def stream(
    url: str,
    *,
    network: Network,
    allowed_hosts: frozenset[str],
    offset: int = 0,
    etag: str | None = None,
    host: str | None = None,
) -> Iterator[Download]:
    """Open the file behind a link and yield it as a Download; raises ProviderError.

    Bytes come as they are stored, never decoded. With `offset` and a strong `etag` the rest of
    the same file is asked for (RFC 9110: Range, If-Range); the whole comes from a server that
    cannot do that, and from another host than `host`, where the first bytes came from. Chunks
    raise DownloadBroken when the connection ends before the file does. `allowed_hosts` (`host` or
    `host:port`) may be private and plain http; all others need https and a public address, on
    every redirect.
    """
    resume: dict[str, str] = {}
    if offset and etag and _strong(etag):
        resume = {"Range": f"bytes={offset}-", "If-Range": etag}
    response = _open(url, network, allowed_hosts, resume)
    if resume and not (_continues(response, offset, etag) and host in {None, _host(response)}):
        response.close()
        response = _open(url, network, allowed_hosts, {})
    try:
        _raise_for_status(response)
        yield _described(response, offset if response.status_code == 206 else 0)
    finally:
        response.close()


def _open(
    url: str, network: Network, allowed_hosts: frozenset[str], headers: Mapping[str, str]
) -> requests.Response:
    """Follow redirects by hand, so that each address is checked before it is asked."""
    for _ in range(REDIRECTS + 1):
        response = _get(url, network, allowed_hosts, headers)
        location = response.headers.get("Location")
        if response.status_code not in _REDIRECT_STATUS or not location:
            return response
        response.close()
        url = urljoin(url, location)
    raise UnclearAnswer(detail="The link leads from one address to the next without end.")


def _get(
    url: str, network: Network, allowed_hosts: frozenset[str], headers: Mapping[str, str]
) -> requests.Response:
    session = session_for(check(url, allowed_hosts), network)
    try:
        # Closing the session gives back its pool; the response keeps its own connection open.
        with session:
            return session.get(
                url,
                headers={"Accept-Encoding": "identity", **headers},
                timeout=(network.connect_timeout, network.file_read_timeout),
                allow_redirects=False,
                stream=True,
            )
    except InvalidIPAddress:
        failure: ProviderError = AddressRefused(detail="It leads into a private network.")
    except NETWORK_ERRORS as error:
        failure = unreachable(error)
    # Raised outside the handler: the original error quotes the link, signature included.
    raise failure


def _continues(response: requests.Response, offset: int, etag: str | None) -> bool:
    """Whether the answer can be used: the rest of the same file, or the whole of whatever is."""
    if response.status_code == 416:
        return False
    if response.status_code != 206:
        return True
    same = response.headers.get("ETag", etag) == etag
    return same and _range(response)[0] == offset


def _host(response: requests.Response) -> str:
    return urllib3.util.parse_url(response.url).netloc or ""


def _range(response: requests.Response) -> tuple[int | None, int | None]:
    """First byte and size of the whole file from Content-Range."""
    found = re.fullmatch(
        r"bytes\s+(\d{1,18})-\d{1,18}/(\d{1,18}|\*)", response.headers.get("Content-Range", "")
    )
    if not found:
        return None, None
    return int(found[1]), None if found[2] == "*" else int(found[2])


def _raise_for_status(response: requests.Response) -> None:
    status = response.status_code
    expected = 206 if "Range" in response.request.headers else 200
    if status in {200, expected}:
        return
    raise error_for(status, LINK_STATUS)(
        status=status,
        detail=f"HTTP {status}: {_reason(response)}",
        retry_after=retry_after_seconds(response.headers.get("Retry-After")),
    )


def _reason(response: requests.Response) -> str:
    """The storage's error code alone: S3 repeats the signed request in its error pages."""
    try:
        page = response.raw.read1(_ERROR_PAGE, decode_content=True) or b""
    except NETWORK_ERRORS:
        return ""
    code = re.search(rb"<Code>([A-Za-z]{1,60})</Code>", page)
    return code[1].decode() if code else spoken_reason(page)


def _described(response: requests.Response, offset: int) -> Download:
    length = response.headers.get("Content-Length", "")
    left = int(length) if re.fullmatch(r"\d{1,18}", length) else None
    total = _range(response)[1] if offset else left
    etag = response.headers.get("ETag")
    return Download(
        status=response.status_code,
        total=total,
        etag=etag if _strong(etag) else None,
        offset=offset,
        host=_host(response),
        chunks=_chunks(response, offset, total),
        name=_name(response),
    )


def _chunks(response: requests.Response, offset: int, total: int | None) -> Chunks:
    done = offset
    detail = ""
    try:
        while chunk := response.raw.read1(CHUNK, decode_content=False):
            done += len(chunk)
            yield chunk
    except NETWORK_ERRORS as error:
        detail = unreachable(error).detail
    if detail or (total is not None and done != total):
        raise DownloadBroken(detail=f"{done} of {total or 'unknown'} bytes. {detail}".strip())


def _strong(etag: str | None) -> bool:
    return bool(etag) and re.fullmatch(r'"[\x21\x23-\x7e]{1,198}"', etag or "") is not None


def _name(response: requests.Response) -> str | None:
    """A harmless file name from the header or the address; for showing, never for opening."""
    header = Message()
    header["Content-Disposition"] = response.headers.get("Content-Disposition", "")
    path = urllib3.util.parse_url(response.url).path or ""
    name = unquote(header.get_filename() or path).replace("\\", "/").rsplit("/", 1)[-1]
    return re.sub(r"[^\w.-]+", "_", name).lstrip(".")[-_NAME_LENGTH:] or None
