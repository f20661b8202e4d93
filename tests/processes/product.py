"""The whole product, against a sandbox in this process, with failpoints to stop it at."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

from bench import product
from bench.product import PATIENCE, wait_for
from bench.servers import Redis, fresh_database
from providers.sandbox.server import Running

__all__ = ["LEASE_SECONDS", "PATIENCE", "Product", "running_product", "wait_for"]

LEASE_SECONDS = 2


class Product(product.Product):
    def __init__(self, folder: Path, vendor: Running, **env: str) -> None:
        self.failpoints = folder / "failpoints"
        self.failpoints.mkdir(parents=True)
        for_tests = {
            "LEASE_SECONDS": str(LEASE_SECONDS),
            "FAILPOINT_DIR": str(self.failpoints),
            "OPENWEB_EXPORTER_URL": vendor.url,
            "DEBUG": "true",
        }
        super().__init__(folder, vendor.url, **{**for_tests, **env})

    def arm(self, failpoint: str) -> None:
        (self.failpoints / f"{failpoint}.armed").touch()

    def hit(self, failpoint: str) -> psutil.Process:
        """The process that waits at the failpoint."""
        path = self.failpoints / f"{failpoint}.hit"
        wait_for(f"failpoint {failpoint}", path.exists)
        return psutil.Process(int(path.read_text()))

    def change(self, sql: str) -> int:
        """As if time had passed; returns how many rows it changed."""
        with self.database() as database:
            return int(database.execute(sql).rowcount)

    def let_go(self, failpoint: str) -> None:
        (self.failpoints / f"{failpoint}.hit").unlink()


@contextmanager
def running_product(folder: Path, vendor: Running, **env: str) -> Iterator[Product]:
    """On SQLite and the embedded broker, or, with TEST_ON=postgresql, on servers by URL."""
    with ExitStack() as servers:
        if os.environ.get("TEST_ON") == "postgresql" and "DATABASE_URL" not in env:
            broker = servers.enter_context(Redis(folder / "redis"))
            database = fresh_database(os.environ["TEST_DATABASE_URL"])
            env |= by_url(database, broker.url)
        yield servers.enter_context(product.started(Product(folder, vendor, **env)))


def by_url(database: str, broker: str) -> dict[str, str]:
    """The variables of a product on servers. Hosts that share them must be given the same keys."""
    return {
        "DATABASE_URL": database,
        "REDIS_URL": broker,
        "SECRET_KEY": "only for tests",
        "CREDENTIAL_KEYS": "YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI=",
    }
