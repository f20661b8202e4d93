"""Where one running Threadkeep keeps what it needs while it runs."""

from dataclasses import dataclass
from pathlib import Path

# Every process carries it, so that a later start finds what an earlier one left behind.
MARKER = "THREADKEEP_LAUNCH"


@dataclass(frozen=True)
class Place:
    data: Path

    @property
    def run(self) -> Path:
        return self.data / "run"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def keys(self) -> Path:
        return self.data / "keys"

    @property
    def demo(self) -> Path:
        return self.data / "demo"

    def make(self) -> None:
        for folder in (self.data, self.run, self.logs):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
