"""`python -m bench.fetching.server FILE`: serves one file, as fast as Linux can."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def main(path: Path) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"http://127.0.0.1:{listener.getsockname()[1]}/{path.name}\n")
    sys.stdout.flush()
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=_answer, args=(connection, path), daemon=True).start()


def _answer(connection: socket.socket, path: Path) -> None:
    head = f'HTTP/1.1 200 OK\r\nContent-Length: {path.stat().st_size}\r\nETag: "same"\r\n\r\n'
    with connection, path.open("rb") as file:
        request = b""
        while b"\r\n\r\n" not in request:
            if not (received := connection.recv(65536)):
                return
            request += received
        connection.sendall(head.encode())
        connection.sendfile(file)


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """The file's address as long as the block lasts; a process of its own serves it."""
    command = [sys.executable, "-m", "bench.fetching.server", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
