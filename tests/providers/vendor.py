"""A vendor on loopback that says exactly what a test tells it to."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Script = Callable[["Handler"], None]


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    body: bytes
    headers: dict[str, str]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes; the second must not wait
    vendor: "Vendor"

    def answer_as_told(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.vendor.asked.append(Asked(self.command, self.path, body, dict(self.headers)))
        script = self.vendor.scripts.pop(0) if len(self.vendor.scripts) > 1 else None
        (script or self.vendor.scripts[0])(self)

    do_GET = do_POST = answer_as_told  # noqa: N815 - http.server's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet."""


@dataclass
class Vendor:
    """Answers with the scripts in order; the last one stays."""

    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    scripts: list[Script] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def says(self, body: bytes | str, status: int = 200, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body

        def script(handler: Handler) -> None:
            handler.send_response(status)
            for name, value in {"Content-Length": str(len(data)), **headers}.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(data)

        self.scripts.append(script)

    def does(self, script: Script) -> None:
        self.scripts.append(script)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away early are part of the tests."""


@contextmanager
def serving() -> Iterator[Vendor]:
    vendor = Vendor()
    server = Server(("127.0.0.1", 0), type("Told", (Handler,), {"vendor": vendor}))
    vendor.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield vendor
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
