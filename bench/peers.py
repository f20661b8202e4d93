"""What others would use instead, in an environment of their own: `make bench` makes it."""

import subprocess
import tempfile
from dataclasses import dataclass, field
from importlib.metadata import distributions
from pathlib import Path

from bench.measuring import Run, measured

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv-peers"
PYTHON = str(VENV / "bin" / "python")


@dataclass(frozen=True)
class Script:
    """A module that does the same without the product: its folder is an argument, the links come
    in. What it last said is in `said`, word by word."""

    module: str
    links: list[str]
    said: list[str] = field(default_factory=list)

    def run(self) -> Run:
        with tempfile.TemporaryDirectory() as folder, measured() as run:
            command = [PYTHON, "-m", self.module, folder]
            given = "\n".join(self.links)
            out = subprocess.check_output(command, cwd=ROOT, input=given, text=True)
        self.said[:] = out.splitlines()[-1].split()
        return run


def versions(*packages: str) -> str:
    """Of these packages in the peers' environment."""
    where = [str(folder) for folder in VENV.glob("lib/python*/site-packages")]
    found = {one.name: one.version for one in distributions(path=where)}
    return ", ".join(f"{name} {found.get(name, 'missing')}" for name in packages)
