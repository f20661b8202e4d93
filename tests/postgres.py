"""TEST_ON=postgresql: one server for all test processes, or that of TEST_DATABASE_URL."""

import atexit
import os
from pathlib import Path
from urllib.parse import urlencode

from bench.servers import PostgreSQL

# A test is one transaction, and may wait in it for something else.
PATIENT = urlencode({"options": "-c idle_in_transaction_session_timeout=0"})


def database_url(folder: Path) -> str:
    """Start a server whose data is in `folder` and that ends with this process; returns its URL."""
    server = PostgreSQL(folder / "postgresql")
    server.start()
    atexit.register(server.stop)
    return server.url()


def choose(folder: Path) -> None:
    """Set DATABASE_URL for the settings; the workers of pytest-xdist share what was started."""
    if os.environ.get("TEST_ON") != "postgresql":
        os.environ.pop("DATABASE_URL", None)
    elif "PYTEST_XDIST_WORKER" not in os.environ:
        if "TEST_DATABASE_URL" not in os.environ:
            os.environ["TEST_DATABASE_URL"] = database_url(folder)
        url = os.environ["TEST_DATABASE_URL"]
        os.environ["DATABASE_URL"] = f"{url}{'&' if '?' in url else '?'}{PATIENT}"


def end_other_sessions() -> None:
    """Nobody but this thread stays connected to the database of the tests."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
