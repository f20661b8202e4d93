"""The raw socket under one answer: sends it whole, slowly, in part, or cuts the line."""

import contextlib
import fcntl
import select
import socket
import struct
import termios
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate
from http import HTTPStatus

from providers.sandbox.answers import Answer

RESET_ON_CLOSE = struct.pack("ii", 1, 0)
SLICES_A_SECOND = 20
SECONDS_TO_FLUSH = 5.0


class Wire:
    def __init__(
        self, connection: socket.socket, stopping: threading.Event, *, head_only: bool, keep: bool
    ) -> None:
        self.connection = connection
        self.stopping = stopping
        self.head_only = head_only
        self.keep = keep

    def send(
        self,
        answer: Answer,
        *,
        cut_after: int | None = None,
        rate: int = 0,
        slow_head: bool = False,
    ) -> None:
        """Send an answer. `cut_after` body bytes sending ends early and so does the connection;
        `rate` is bytes a second, 0 for the answer's own."""
        rate = rate or answer.bytes_per_second
        self.keep = self.keep and cut_after is None
        self._write(self._head(answer), rate if slow_head else 0)
        if not self.head_only:
            self._send_body(answer, cut_after, rate)

    def pause(self, seconds: float | None) -> None:
        """Wait; ends early when the client goes away or the sandbox stops. None: no other end."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while not (self.stopping.is_set() or self._client_left()):
            left = 0.1 if deadline is None else min(0.1, deadline - time.monotonic())
            if left <= 0:
                return
            self.stopping.wait(left)

    def reset(self) -> None:
        """Cut the line with a TCP RST, once everything sent before has left this machine."""
        self.keep = False
        deadline = time.monotonic() + SECONDS_TO_FLUSH
        while self._unsent() and time.monotonic() < deadline:
            self.stopping.wait(0.005)
        with contextlib.suppress(OSError):
            linger = (socket.SOL_SOCKET, socket.SO_LINGER)
            self.connection.setsockopt(*linger, RESET_ON_CLOSE)
            # Takes effect when the request's reader lets go too, right after this answer.
            self.connection.close()

    def _head(self, answer: Answer) -> bytes:
        headers = {"Date": formatdate(usegmt=True), "Server": "sandbox", **answer.headers}
        if answer.length is None:
            headers["Transfer-Encoding"] = "chunked"
        else:
            headers.setdefault("Content-Length", str(answer.length))
        if not self.keep:
            headers["Connection"] = "close"
        lines = [f"HTTP/1.1 {answer.status} {phrase(answer.status)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def _send_body(self, answer: Answer, cut_after: int | None, rate: int) -> None:
        chunked = answer.length is None
        for chunk in until(answer.chunks(), cut_after):
            self._write(framed(chunk) if chunked else chunk, rate)
        if chunked and cut_after is None:
            self._write(b"0\r\n\r\n", 0)

    def _write(self, data: bytes, rate: int) -> None:
        if not rate:
            self.connection.sendall(data)
            return
        size = max(1, rate // SLICES_A_SECOND)
        for start in range(0, len(data), size):
            piece = data[start : start + size]
            self.connection.sendall(piece)
            self.stopping.wait(len(piece) / rate)

    def _client_left(self) -> bool:
        if not select.select([self.connection], [], [], 0)[0]:
            return False
        try:
            return not self.connection.recv(1, socket.MSG_PEEK)
        except OSError:
            return True

    def _unsent(self) -> int:
        try:
            left = fcntl.ioctl(self.connection, termios.TIOCOUTQ, b"\0\0\0\0")
        except OSError:
            return 0
        return int(struct.unpack("i", left)[0])


def until(chunks: Iterator[bytes], limit: int | None) -> Iterator[bytes]:
    """The first `limit` bytes of some chunks; all of them without a limit."""
    if limit is None:
        yield from chunks
        return
    for chunk in chunks:
        yield chunk[:limit]
        limit -= len(chunk)
        if limit <= 0:
            return


def framed(chunk: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(chunk), chunk) if chunk else b""


def phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
