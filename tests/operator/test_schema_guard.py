"""Workers and beat that were started before `prepare` wait, and go on by themselves."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.product import ROOT, Product
from config import schema_guard
from tests.operator.installation import Installation
from tests.processes.product import wait_for

pytestmark = [pytest.mark.processes, pytest.mark.slow, pytest.mark.timeout(200)]

LOST_BROKER = {"REDIS_URL": "redis://127.0.0.1:9/0"}


@pytest.mark.parametrize("process", ["fast", "beat"])
def test_it_waits_for_the_tables_says_so_once_and_goes_on(product, tmp_path, process):
    with waiting(process, product, tmp_path / "log"):
        product.manage_to_end("prepare")
        wait_for("its own work", lambda: goes_on(tmp_path / "log"))
    said = (tmp_path / "log").read_text()
    assert said.count(schema_guard.BEHIND) == 1
    assert "no such table" not in said


@pytest.mark.parametrize("process", ["fast", "beat"])
def test_it_ends_at_once_when_it_is_asked_to_while_it_waits(product, tmp_path, process):
    with waiting(process, product, tmp_path / "log") as started:
        started.terminate()
        assert started.wait(timeout=10) == 0


@pytest.fixture
def product(tmp_path, vendor) -> Iterator[Product]:
    product = Installation(tmp_path, vendor, None).product
    product.manage_to_end("check")  # makes the keys, and no tables
    yield product
    product.log.close()


@contextmanager
def waiting(process: str, product: Product, log: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """It has said that it waits; killed in the end."""
    command = [sys.executable, "-m", "config.processes", process]
    with log.open("w") as said:
        started = subprocess.Popen(
            command, cwd=ROOT, env=product.env | LOST_BROKER, stdout=said, stderr=said
        )
    try:
        wait_for("the word that it waits", lambda: schema_guard.BEHIND in log.read_text())
        yield started
    finally:
        started.kill()
        started.wait()


def goes_on(log: Path) -> bool:
    """It comes to ask for the broker, which is not there."""
    return "127.0.0.1:9" in log.read_text()
