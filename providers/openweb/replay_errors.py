"""What SQLite's errors mean to whoever keeps a state in a file of it."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

_DAMAGES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}


class StateDamaged(Exception):
    """The file is not the state that it should be: it lost parts, or another version wrote it."""


@contextmanager
def telling() -> Iterator[None]:
    """Raises StateDamaged, or OSError for what the disk did: ENOSPC when it is full."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in _DAMAGES:
            raise StateDamaged(str(error)) from error
        number = errno.ENOSPC if code == sqlite3.SQLITE_FULL else errno.EIO
        raise OSError(number, str(error)) from error
