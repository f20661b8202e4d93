"""Taking turns: every contestant runs once a round, so that a busy moment strikes all of them."""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Run:
    """One run: seconds on the clock, and seconds of processor time here and in ended children."""

    seconds: float = 0.0
    cpu: float = 0.0


Runs = Mapping[str, list[Run]]
Contestants = Mapping[str, Callable[[], Run]]


@contextmanager
def measured() -> Iterator[Run]:
    """Measures the block; the numbers are there after it."""
    run, began, cpu = Run(), time.perf_counter(), _cpu_seconds()
    yield run
    run.seconds, run.cpu = time.perf_counter() - began, _cpu_seconds() - cpu


def in_turns(rounds: int, contestants: Contestants) -> Runs:
    runs: dict[str, list[Run]] = {name: [] for name in contestants}
    for number in range(rounds):
        for name, contestant in contestants.items():
            say(f"round {number + 1} of {rounds}: {name}")
            runs[name].append(contestant())
    return runs


def median_seconds(runs: list[Run]) -> float:
    return statistics.median(run.seconds for run in runs)


def median_cpu(runs: list[Run]) -> float:
    return statistics.median(run.cpu for run in runs)


def ratio(ours: list[Run], theirs: list[Run]) -> float:
    """The median of the rounds' own ratios: below 1, ours took less time."""
    pairs = zip(ours, theirs, strict=True)
    return statistics.median(one.seconds / other.seconds for one, other in pairs)


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _cpu_seconds() -> float:
    return sum(os.times()[:4])
