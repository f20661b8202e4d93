"""Whoever neither reads nor writes any more is not waited for without end."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from config.web_worker import limit_patience

MORE_THAN_BUFFERS_TAKE = bytes(20_000_000)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """A reader, and the connection as the server has it, which waits for a second."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        limit_patience(listener, sending=1, asking=1)
        reader = socket.create_connection(listener.getsockname())
        connection, _ = listener.accept()
        with reader, connection:
            yield reader, connection


def test_a_reader_who_stopped_reading_is_given_up(ends):
    _, connection = ends
    with pytest.raises(BlockingIOError):
        connection.sendall(MORE_THAN_BUFFERS_TAKE)


def test_a_request_that_stops_half_way_is_given_up(ends):
    reader, connection = ends
    reader.sendall(b"GET / HT")
    assert connection.recv(100) == b"GET / HT"
    with pytest.raises(BlockingIOError):
        connection.recv(100)


def test_a_reader_who_takes_longer_in_all_gets_everything(ends):
    reader, connection = ends
    taken = []

    def read() -> None:
        while came := reader.recv(1_000_000):
            taken.append(len(came))
            threading.Event().wait(0.1)

    thread = threading.Thread(target=read)
    thread.start()
    connection.sendall(MORE_THAN_BUFFERS_TAKE)
    connection.shutdown(socket.SHUT_WR)
    thread.join()
    assert sum(taken) == len(MORE_THAN_BUFFERS_TAKE)
