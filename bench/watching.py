"""What processes use while they are watched."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import psutil

LOOK_EVERY = 2.0


@dataclass(frozen=True)
class Used:
    """Processor seconds in so many seconds, and the most memory at a time, in bytes: all processes
    together, what they share counted once (PSS)."""

    seconds: float
    cpu: float
    memory: int

    @property
    def share(self) -> float:
        """Of one processor."""
        return self.cpu / self.seconds


def watch(processes: Sequence[psutil.Process], seconds: float) -> Used:
    """Look at them for so long."""
    began, cpu, memory = time.monotonic(), _cpu_seconds(processes), 0
    while (left := began + seconds - time.monotonic()) > 0:
        memory = max(memory, sum(one.memory_full_info().pss for one in processes))
        time.sleep(min(LOOK_EVERY, left))
    return Used(time.monotonic() - began, _cpu_seconds(processes) - cpu, memory)


def _cpu_seconds(processes: Sequence[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)
