"""Migrations and the cache's table, while old processes may still be at work."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection

from config import schema
from config.prepare.problems import CannotPrepare

LOCK_SECONDS = 2
TRIES = 30
PAUSE_SECONDS = 2.0
NAMES_SHOWN = 10
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code for a lock_timeout that has passed
BUSY = "A table is in use. Trying again until there is a gap."


def bring_up_to_date(say: Callable[[str], None]) -> None:
    """Raises CannotPrepare when another version's migrations are there, or a table stays busy."""
    missing = schema.pending()
    _look_for_a_newer_version(missing, say)
    if missing:
        named = f": {', '.join(missing)}" if len(missing) <= NAMES_SHOWN else ""
        say(f"Changes to make: {len(missing)}{named}.")
    with _short_waits():
        _migrate(say)
    call_command("createcachetable", verbosity=0)
    say("The database is up to date.")


def _look_for_a_newer_version(missing: list[str], say: Callable[[str], None]) -> None:
    foreign = schema.unknown()
    if not foreign:
        return
    found = f"A newer version of Threadkeep has changed this database ({', '.join(foreign)})."
    if missing:
        raise CannotPrepare(
            f"{found} This version would change it in another way ({', '.join(missing)}). Install "
            "the version that was here before, or restore the backup that this one made."
        )
    say(
        f"{found} This version works with it if it is one release older; before you go further "
        "back, restore the backup from before the upgrade."
    )


@contextmanager
def _short_waits() -> Iterator[None]:
    """A change that waits for a busy table makes everybody behind it wait: rather try again."""
    if connection.vendor != "postgresql":
        yield
        return
    limits = {
        "lock_timeout": f"{LOCK_SECONDS}s",
        "statement_timeout": "0",
        "idle_in_transaction_session_timeout": "0",  # a change may think before it writes
    }
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET {name} = '{value}'" for name, value in limits.items()))
    try:
        yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("; ".join(f"RESET {name}" for name in limits))


def _migrate(say: Callable[[str], None]) -> None:
    """Each migration is whole or not at all, so a further try goes on with the one that failed."""
    for attempt in range(1, TRIES + 1):
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
                raise
            if attempt == 1:
                say(BUSY)
            time.sleep(PAUSE_SECONDS)
        else:
            return
    raise CannotPrepare(
        "The database could not be changed: a table was in use all the time. Nothing is half done. "
        "Try again later, or stop the workers and then run this again."
    )
