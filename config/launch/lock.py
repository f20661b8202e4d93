"""One Threadkeep a data folder. The lock goes with the process that holds it, however that ends."""

import fcntl
import os
from dataclasses import dataclass

from config.launch.place import Place
from config.launch.problems import CannotStart


@dataclass(frozen=True)
class Lock:
    fd: int

    def name_address(self, address: str) -> None:
        """Tell whoever finds the lock taken where the running Threadkeep answers."""
        os.ftruncate(self.fd, 0)
        os.pwrite(self.fd, address.encode(), 0)


def take(place: Place) -> Lock:
    """Lock the data folder for this process and whatever it becomes by exec."""
    fd = os.open(place.run / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotStart(_already_running(place, os.pread(fd, 200, 0).decode())) from None
    os.set_inheritable(fd, True)
    return Lock(fd)


def _already_running(place: Place, address: str) -> str:
    where = f"runs at {address}" if address else "starts"
    return (
        f"Threadkeep already {where} with the data in {place.data}. Stop it first (Ctrl-C in its "
        "terminal), or start another one with DATA_DIR=another/folder PORT=8001."
    )
