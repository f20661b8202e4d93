"""Clears what a killed Threadkeep left behind. Runs under the lock, so nobody living is met."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from config.launch.place import MARKER, Place

PATIENCE_SECONDS = 3.0


def clear(place: Place) -> int:
    """End orphaned processes of this data folder and remove stale files; returns how many ended."""
    orphans = list(_orphans(place))
    _end(orphans, signal.SIGTERM)
    if not _all_gone(orphans):
        _end(orphans, signal.SIGKILL)
        _all_gone(orphans)
    _remove_stale_files(place)
    return len(orphans)


def _orphans(place: Place) -> Iterator[int]:
    """Processes that carry our marker. Only Linux has /proc; elsewhere none are found."""
    mark = f"{MARKER}={place.data}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        pid = int(folder.name)
        if pid != os.getpid() and mark in _environment(folder).split(b"\0"):
            yield pid


def _environment(folder: Path) -> bytes:
    try:
        return (folder / "environ").read_bytes()
    except OSError:  # another user's, or gone
        return b""


def _end(pids: list[int], how: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, how)
        except ProcessLookupError:
            continue


def _all_gone(pids: list[int]) -> bool:
    return wait_until(lambda: not any(map(_lives, pids)), PATIENCE_SECONDS)


def _lives(pid: int) -> bool:
    """A zombie has ended; it only waits for its parent to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(holds: Callable[[], bool], seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > ends:
            return False
        time.sleep(0.05)
    return True


def _remove_stale_files(place: Place) -> None:
    for file in place.run.iterdir():
        if file.name != "lock" and not file.is_dir():
            file.unlink()
