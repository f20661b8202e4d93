"""The operator's pages as the tests read them: the commands under a heading, run as they stand."""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from bench.product import ROOT

FENCE = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def section(page: str, heading: str) -> str:
    """The text under a heading of docs/`page`, up to the next heading."""
    text = (ROOT / "docs" / page).read_text()
    _, found, rest = text.partition(f"# {heading}\n")
    assert found, f"{page} has no heading “{heading}”"
    return re.split(r"^#+ ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def commands(page: str, heading: str) -> str:
    """The one block of commands under a heading."""
    [block] = FENCE.findall(section(page, heading))
    return str(block)


def run(
    page: str, heading: str, env: Mapping[str, str], *tools: Path
) -> "subprocess.CompletedProcess[str]":
    """Type these commands in, one after the other, until one fails; `tools` come first in PATH."""
    path = os.pathsep.join([*map(str, tools), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands(page, heading)],
        cwd=ROOT, env={**env, "PATH": path}, text=True, capture_output=True, check=False,
    )  # fmt: skip
