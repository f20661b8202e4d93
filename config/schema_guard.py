"""Workers and beat wait for a database that fits their code: on another one each step would crash,
and rows whose steps keep crashing are given up."""

import time

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
    while reason := _why_not():
        if reason != logged:
            log.warning(reason)
            logged = reason
        time.sleep(LOOK_SECONDS)
    if foreign := schema.unknown():
        log.warning(AHEAD, migrations=foreign)
    connection.close()  # a pool that is forked later must not share it


def _why_not() -> str:
    try:
        return BEHIND if schema.pending() else ""
    except DatabaseError:
        connection.close()
        return UNREACHABLE
