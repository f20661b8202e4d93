"""What pages need: the database with the tables of this code, and a storage that takes files.

Not the broker: pages work without, and it is none of the web process's business.
"""

import tempfile
import threading
from pathlib import Path

import structlog
from django.core.files.storage import default_storage
from django.db import Error as DatabaseError
from django.db import connection

from config import schema

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 2.0
NO_DATABASE = "The database does not answer."
NO_TABLES = "The database is not up to date."
NO_STORAGE = "The storage takes no files."
NO_ANSWER = "The database or the storage does not answer in time."

_asking = threading.Lock()


def missing() -> list[str]:
    """A sentence for each thing that is missing, after a few seconds at most.

    Databases and network storages may hang for ever. So a thread asks, one at a time, and is left
    alone when it takes too long.
    """
    if not _asking.acquire(timeout=PATIENCE_SECONDS):
        return [NO_ANSWER]
    found: list[list[str]] = []
    thread = threading.Thread(target=_ask, args=(found,), name="readiness", daemon=True)
    try:
        thread.start()
    except RuntimeError:  # no room for another one: the next question may find some
        _asking.release()
        return [NO_ANSWER]
    thread.join(PATIENCE_SECONDS)
    return found[0] if found else [NO_ANSWER]


def _ask(found: list[list[str]]) -> None:
    try:
        found.append([sentence for sentence in (_database(), _storage()) if sentence])
    finally:
        connection.close()
        _asking.release()


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return "" if schema.is_complete() else NO_TABLES
    except DatabaseError as error:
        log.warning(NO_DATABASE, error=str(error))
        return NO_DATABASE


def _storage() -> str:
    """Written and gone at once; a folder that is not there yet is made with the first file."""
    folder = Path(default_storage.path(""))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"ready?")
    except OSError as error:
        log.warning(NO_STORAGE, error=str(error))
        return NO_STORAGE
    return ""
