"""Tells worker processes that a shutdown was asked, so that long steps give their row back at once.

Celery tells only the parent. One shared byte, mapped before the pool forks, tells the children; a
lock would stay locked for ever when a child is killed while holding it.
"""

import mmap
from typing import Any

from celery.signals import worker_shutting_down

_asked = mmap.mmap(-1, 1)


class Stopping(Exception):
    """The process was asked to stop; the row is given back, due now."""


@worker_shutting_down.connect
def _ask(**_: Any) -> None:
    _asked[0] = 1


def asked() -> bool:
    return _asked[0] == 1


def check() -> None:
    """Raises Stopping once a shutdown was asked."""
    if asked():
        raise Stopping
