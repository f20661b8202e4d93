"""Becomes one of Threadkeep's processes: `python -m config.processes web|fast|bulk|beat`.

The one list of them, for the supervisor of `make run`, for containers and for systemd alike.
"""

import argparse
import os
import sys
from typing import NoReturn

from environs import Env

env = Env()

CELERY = ["-m", "celery", "-A", "config", "--quiet"]  # its banner would not be a line of the log


def commands() -> dict[str, list[str]]:
    """What each process is, as arguments of this Python."""
    return {
        "web": ["-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi"],
        "fast": _worker("fast", env.int("FAST_PROCESSES", 2)),
        "bulk": _worker("bulk", env.int("BULK_PROCESSES", 2)),
        "beat": [*CELERY, "beat"],
    }


def _worker(lane: str, processes: int) -> list[str]:
    """Workers find their work in the database, so they need not know of each other."""
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    named = ["-Q", lane, "-n", f"{lane}@%h", "-c", str(processes)]
    return [*CELERY, "worker", *named, *alone]


def become(process: str) -> NoReturn:
    """Replace this process, so that signals reach the one that works."""
    os.execv(sys.executable, [sys.executable, *commands()[process]])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m config.processes", description=__doc__)
    parser.add_argument("process", choices=commands())
    become(parser.parse_args().process)
