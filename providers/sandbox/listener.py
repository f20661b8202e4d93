"""The listening side: one thread a connection, HTTP/1.1 kept alive."""

import socket
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from providers.sandbox.answers import RefusalError, refused
from providers.sandbox.exchange import Request
from providers.sandbox.routes import serve
from providers.sandbox.sandbox import Sandbox
from providers.sandbox.wire import Wire

LARGEST_BODY = 1 << 20
SECONDS_TO_STOP = 10.0


class Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.connections: dict[threading.Thread, Any] = {}
        super().__init__(address, Handler)

    @property
    def url(self) -> str:
        return f"http://{self.server_name}:{self.server_port}"

    def server_bind(self) -> None:
        # HTTPServer's own asks the name service who this host is, which can take seconds.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.socket.getsockname()[:2]

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        self.connections[threading.current_thread()] = request
        try:
            super().process_request_thread(request, client_address)
        finally:
            del self.connections[threading.current_thread()]

    def end_connections(self) -> None:
        """Cut every open connection and wait for its thread."""
        for thread, connection in list(self.connections.items()):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            thread.join(SECONDS_TO_STOP)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 300
    server: Listener

    def answer(self) -> None:
        keep = not self.close_connection
        wire = Wire(
            self.connection,
            self.server.sandbox.stopping,
            head_only=self.command == "HEAD",
            keep=keep,
        )
        with suppress(ConnectionError, TimeoutError):
            try:
                serve(self.server.sandbox, self._request(), wire)
            except RefusalError as refusal:
                wire.keep = False
                wire.send(refused(refusal))
        self.close_connection = not wire.keep

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815  # the base class asks for these names

    def log_message(self, *_: object) -> None:
        """Nothing: request lines carry the token."""

    def _request(self) -> Request:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        host = self.headers.get("Host") or self.server.url.removeprefix("http://")
        path = unquote(parts.path)
        client = self.client_address[0]
        return Request(self.command, path, query, host, self.headers, self._body(), client)  # type: ignore[arg-type]  # Message reads like a mapping

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdigit():
            raise RefusalError(411, "The body needs a Content-Length.")
        if int(length) > LARGEST_BODY:
            raise RefusalError(413, "The body is too large.")
        return self.rfile.read(int(length))
