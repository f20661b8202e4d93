"""What was measured, a JSON file a section: so each says by itself when and where it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench.report import Table


@dataclass(frozen=True)
class Result:
    """`measured_at` is in UTC; `seconds` is what the section took; `command` repeats it."""

    section: str
    measured_at: str
    seconds: float
    command: str
    machine: Mapping[str, str]
    report: list[Table | str]


def keep(result: Result, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = msgspec.json.format(msgspec.json.encode(result), indent=1)
    (folder / f"{result.section}.json").write_bytes(text + b"\n")


def kept(folder: Path) -> dict[str, Result]:
    """By the section's name."""
    files = sorted(folder.glob("*.json"))
    results = (msgspec.json.decode(file.read_bytes(), type=Result) for file in files)
    return {result.section: result for result in results}
