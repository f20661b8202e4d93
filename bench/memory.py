"""The most memory that processes held for a while, as Linux itself keeps book of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

FORGET_THE_PEAK = "5"  # what clear_refs understands, see proc_pid_clear_refs(5)


@dataclass
class Growth:
    """Bytes by which the peak was above the memory held before."""

    size: int = 0


@contextmanager
def growth(processes: list[psutil.Process]) -> Iterator[Growth]:
    """Of the largest process while the block runs; the number is there after it."""
    found = Growth()
    forget_peaks(processes)
    idle = highest_peak(processes)
    yield found
    found.size = highest_peak(processes) - idle


def family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def forget_peaks(processes: list[psutil.Process]) -> None:
    """From now on only what comes counts."""
    for process in processes:
        Path(f"/proc/{process.pid}/clear_refs").write_text(FORGET_THE_PEAK)


def highest_peak(processes: list[psutil.Process]) -> int:
    """Bytes of resident memory that the largest of them held at its peak."""
    return max(_peak(process.pid) for process in processes)


def _peak(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    [line] = [line for line in lines if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024
