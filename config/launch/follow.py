"""Runs a command that ends when its parent does: `python3 -IS follow.py COMMAND [ARGUMENT …]`.

Without it, `kill -9` of the supervisor would leave every process running. Linux only; elsewhere the
command just runs.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int) -> None:
    """Ask the kernel to kill this process when `parent`, its parent, ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before the kernel was asked
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    end_with_parent(os.getppid())
    os.execvp(sys.argv[1], sys.argv[1:])
