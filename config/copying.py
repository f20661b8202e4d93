"""A copy of the SQLite database as it is at one moment, while everything goes on."""

import os
from pathlib import Path

from django.db import DatabaseError, connection


class CannotCopy(Exception):
    """Why there is no copy, and what to do instead."""


def copy_database(target: Path) -> None:
    """Write a whole, compact copy to `target`, which must not exist yet. Raises CannotCopy."""
    if connection.vendor != "sqlite":
        raise CannotCopy("The database is PostgreSQL. Use pg_dump; docs/backup.md shows how.")
    if target.exists():
        raise CannotCopy(f"{target} is there already. Name a new file.")
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _vacuum_into(draft)
        os.link(draft, target)  # fails where a rename would replace what came meanwhile
    except (OSError, DatabaseError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CannotCopy(f"{target} cannot be written: {reason}.") from None
    finally:
        draft.unlink(missing_ok=True)


def _vacuum_into(draft: Path) -> None:
    """Reads in one transaction, which in WAL mode holds nobody up; SQLite does not sync it."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(draft)])
    for path in (draft, draft.parent):
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
