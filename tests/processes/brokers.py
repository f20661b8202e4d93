"""The embedded broker, handled as bench.servers.Redis is."""

import signal

import psutil
import redis

from tests.processes.product import Product, wait_for


class Embedded:
    """The product's own; its supervisor starts it again whenever it ended."""

    def __init__(self, product: Product) -> None:
        self._product = product

    def start(self) -> None:
        wait_for("the broker", self._answers)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        self._process().suspend()

    def thaw(self) -> None:
        self._process().resume()

    def flush(self) -> None:
        with self._client() as client:
            client.flushall()

    def _end(self, how: signal.Signals) -> None:
        process = self._process()
        process.send_signal(how)
        process.wait(10)

    def _process(self) -> psutil.Process:
        return self._product.child("valkey-server")

    def _answers(self) -> bool:
        try:
            with self._client() as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False

    def _client(self) -> "redis.Redis":
        socket = self._product.data / "run" / "broker.sock"
        return redis.Redis(unix_socket_path=str(socket), socket_timeout=2)
