"""Workers and beat that were started before `prepare` wait, and go on by themselves."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.product import ROOT
from config import schema_guard
from tests.operator.installation import Installation
from tests.processes.product import wait_for

pytestmark = [pytest.mark.processes, pytest.mark.slow, pytest.mark.timeout(200)]

LOST_BROKER = {"REDIS_URL": "redis://127.0.0.1:9/0"}


@pytest.mark.parametrize("process", ["fast", "beat"])
def test_it_waits_for_the_tables_says_so_once_and_goes_on(tmp_path, vendor, process):
    product = Installation(tmp_path, vendor, None).product
    product.manage_to_end("check")  # makes the keys, and no tables
    log = tmp_path / "log"
    command = [sys.executable, "-m", "config.processes", process]
    with log.open("w") as said:
        started = subprocess.Popen(
            command, cwd=ROOT, env=product.env | LOST_BROKER, stdout=said, stderr=said
        )
    try:
        wait_for("the word that it waits", lambda: schema_guard.BEHIND in log.read_text())
        product.manage_to_end("prepare")
        wait_for("its own work", lambda: goes_on(log))
    finally:
        started.kill()
        started.wait()
        product.log.close()
    assert log.read_text().count(schema_guard.BEHIND) == 1
    assert "no such table" not in log.read_text()


def goes_on(log: Path) -> bool:
    """It comes to ask for the broker, which is not there."""
    return "127.0.0.1:9" in log.read_text()
