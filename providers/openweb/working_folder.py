"""A folder for half-done work, whose content outlives a killed process but no power cut."""

import fcntl
import os
import shutil
from pathlib import Path
from typing import Self

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_MARK = "boot_id"


class WorkingFolder:
    """Made when it is not there, and locked for one process while it is entered.

    Nothing in it was synced to the disk: a machine that started anew since may have lost parts of
    its files, so entering empties it then. Raises OSError; BlockingIOError while somebody else
    works in it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        self.path.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not self._is_of_this_boot():
                self.empty()
        except BaseException:
            os.close(self._lock)
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        os.close(self._lock)

    def empty(self) -> None:
        """Remove everything in it, also when that is interrupted and done again."""
        mark = self.path / _MARK
        mark.unlink(missing_ok=True)  # what is left without it is not used again
        for child in self.path.iterdir():
            if child.is_dir():
                shutil.rmtree(child)
            else:
                child.unlink()
        mark.write_text(_boot())

    def _is_of_this_boot(self) -> bool:
        try:
            known = (self.path / _MARK).read_text()
        except FileNotFoundError:
            return False
        return _boot() in {known, ""}


def _boot() -> str:
    """Another word after each start of the machine; empty where the system has none."""
    try:
        return BOOT_ID.read_text()
    except OSError:
        return ""
