"""Workers and beat wait for a database that fits their code: on another one each step would crash,
and rows whose steps keep crashing are given up."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import DatabaseError, connection

from config import schema

log = structlog.get_logger(__name__)

LOOK_SECONDS = 2.0
UNREACHABLE = "waiting: the database cannot be reached"
BEHIND = "waiting: the database lacks changes of this version; run manage.py prepare"
AHEAD = "a newer version has changed the database; this one works if it is one release older"


def wait_for_schema() -> None:
    """Return once every migration of this code is applied. Each reason to wait is logged once."""
    logged = ""
    with _ended_when_asked():
        while reason := _why_not():
            if reason != logged:
                log.warning(reason)
                logged = reason
            time.sleep(LOOK_SECONDS)
    if foreign := schema.unknown():
        log.warning(AHEAD, migrations=foreign)
    connection.close()  # a pool that is forked later must not share it


@contextmanager
def _ended_when_asked() -> Iterator[None]:
    """Nothing is begun yet that Celery's own handlers could end: beat's would build the scheduler
    that is being built, and wait in there; and a container's first process has no default one."""
    asked_by = (signal.SIGTERM, signal.SIGINT)
    replaced = {one: signal.signal(one, lambda *_: sys.exit(0)) for one in asked_by}
    try:
        yield
    finally:
        for one, handler in replaced.items():
            signal.signal(one, handler)


def _why_not() -> str:
    try:
        return BEHIND if schema.pending() else ""
    except DatabaseError:
        connection.close()
        return UNREACHABLE
