"""The configuration the supervisor runs, and the variables all processes share."""

import os
import sys
from pathlib import Path

from config.keys import given
from config.launch import broker
from config.launch.place import MARKER, Place
from config.launch.ports import free_port

PARTS = Path(__file__).parent / "processes"


def configure(place: Place, command: str) -> Path:
    """Set the shared variables in this process's environment and write supervisor's file."""
    parts, shared = ["supervisord.conf"], _always(place, command)
    if not given("REDIS_URL"):
        parts.append("broker.conf")
        shared |= broker.prepare(place)
    if command == "demo":
        parts.append("sandbox.conf")
        shared |= _sandbox(free_port())
    os.environ.update(shared)
    file = place.run / "supervisord.conf"
    file.write_text("".join((PARTS / part).read_text() for part in parts))
    return file


def _always(place: Place, command: str) -> dict[str, str]:
    ours = Path(sys.executable).parent
    return {
        MARKER: str(place.data),
        "THREADKEEP_LOGS": str(place.logs).replace("%", "%%"),  # supervisor expands these twice
        "THREADKEEP_COMMAND": command,
        "DATA_DIR": str(place.data),
        "PATH": f"{ours}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
    }


def _sandbox(port: int) -> dict[str, str]:
    return {
        "SANDBOX_PORT": str(port),
        "OPENWEB_OPEN_API_URL": f"http://127.0.0.1:{port}",
        "OPENWEB_API_URL": f"http://127.0.0.1:{port}",
        "OPENWEB_EXPORTER_URL": f"http://127.0.0.1:{port}",
        "ONQ_API_URL": f"http://127.0.0.1:{port}",
        "DOWNLOAD_ALLOWED_HOSTS": f"127.0.0.1:{port}",
    }
