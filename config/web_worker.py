"""gunicorn's threads, with less patience for readers who stopped reading."""

import socket
import struct
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

SENDING = 600  # seconds in which a reader must take something; a slow line does, a sleeping one not
ASKING = 60  # and in which the next bytes of a request must come


def limit_patience(listener: socket.socket, sending: int = SENDING, asking: int = ASKING) -> None:
    """For all connections that it accepts: they inherit it (socket(7), SO_RCVTIMEO).

    TCP_USER_TIMEOUT would also end readers who take little at a time: Linux counts only whole
    segments as taken, of 64 KB where the network card cuts them.
    """
    for option, seconds in ((socket.SO_SNDTIMEO, sending), (socket.SO_RCVTIMEO, asking)):
        listener.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", seconds, 0))


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn is not typed
    def handle(self, conn: Any) -> Any:
        """gunicorn lets the one thread that accepts and hands out all requests of this process
        wait for a reader to take the rest, two seconds each; here its own thread waits."""
        goes_on = super().handle(conn)
        if goes_on is False:
            conn.close(graceful=True)
            conn.close = _is_closed
        return goes_on


def _is_closed(graceful: bool = False) -> None:
    pass
