"""The units that systemd runs Threadkeep by, as systemd itself reads them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench.product import ROOT
from config.processes import commands

UNITS = ROOT / "config" / "systemd"
INSTALLED_PYTHON = "/opt/threadkeep/.venv/bin/python"
MOST_EXPOSED = "20"  # of 100, as systemd counts what a broken-into service could do


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """As installed, but for a Python that is there."""
    if not shutil.which("systemd-analyze") and not os.environ.get("CI"):
        pytest.skip("systemd-analyze is not installed")
    for unit in UNITS.iterdir():
        text = unit.read_text().replace(INSTALLED_PYTHON, sys.executable)
        (tmp_path / unit.name).write_text(text)
    return tmp_path


def analyze(*arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["systemd-analyze", *arguments], cwd=folder, text=True, capture_output=True, check=False
    )


def test_systemd_finds_no_fault_in_the_units(units):
    names = ["threadkeep.target", "threadkeep-prepare.service", "threadkeep@web.service"]
    found = analyze("verify", "--man=no", "--recursive-errors=yes", *names, folder=units)
    assert (found.returncode, found.stderr) == (0, "")


def test_the_target_starts_every_process():
    wanted = [f"threadkeep@{process}.service" for process in commands()]
    assert f"Wants={' '.join(wanted)}\n" in (UNITS / "threadkeep.target").read_text()


@pytest.mark.parametrize("unit", ["threadkeep@web.service", "threadkeep-prepare.service"])
def test_a_broken_into_service_could_do_little(units, unit):
    allowed = f"--threshold={MOST_EXPOSED}"
    found = analyze("security", "--offline=true", allowed, f"./{unit}", folder=units)
    assert found.returncode == 0, found.stdout
