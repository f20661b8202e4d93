"""Downloads whose readers take little at a time, as through a bad line."""

import selectors
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

SMALLEST_BUFFER = 4096  # the kernel's own would take megabytes before the sender had to wait
PAUSE = 0.5
HEAD = 2000


@dataclass
class SlowReaders:
    """Connections that wait for an answer; `read` reads them, all in one thread."""

    connections: list[socket.socket]
    bytes_at_a_time: int
    ended: threading.Event = field(default_factory=threading.Event)
    heads: dict[socket.socket, bytes] = field(default_factory=dict)
    finished: list[socket.socket] = field(default_factory=list)

    @property
    def answers(self) -> list[bytes]:
        """The first bytes of each, empty while nothing came."""
        return [self.heads.get(one, b"") for one in self.connections]

    @property
    def statuses(self) -> list[int]:
        """Of the answers that have begun."""
        return [int(answer.split()[1]) for answer in self.answers if len(answer) > 12]

    def read(self) -> None:
        with selectors.DefaultSelector() as readable:
            for one in self.connections:
                readable.register(one, selectors.EVENT_READ, one)
            while not self.ended.wait(PAUSE):
                for key, _ in readable.select(0):
                    if not self._took_some(key.data):
                        readable.unregister(key.fileobj)
                        self.finished.append(key.data)

    def _took_some(self, one: socket.socket) -> bool:
        try:
            came = one.recv(self.bytes_at_a_time)
        except ConnectionError:
            return False
        self.heads[one] = (self.heads.get(one, b"") + came)[:HEAD]
        return bool(came)


@contextmanager
def slowly_reading(
    url: str,
    session: str,
    paths: Sequence[str],
    bytes_at_a_time: int = 100,
    headers: Sequence[str] = (),
) -> Iterator[SlowReaders]:
    """Somebody who is signed in gets all of these paths at once, slowly, while the block lasts."""
    told = (f"Cookie: threadkeep_session={session}", *headers)
    readers = SlowReaders([_asked(url, path, told) for path in paths], bytes_at_a_time)
    thread = threading.Thread(target=readers.read)
    thread.start()
    try:
        yield readers
    finally:
        readers.ended.set()
        thread.join()
        for one in readers.connections:
            one.close()


def _asked(url: str, path: str, headers: Sequence[str]) -> socket.socket:
    place = urlsplit(url)
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALLEST_BUFFER)
    connection.connect((place.hostname, place.port))
    lines = (f"GET {path} HTTP/1.1", f"Host: {place.netloc}", *headers)
    connection.sendall("\r\n".join((*lines, "", "")).encode())
    return connection
