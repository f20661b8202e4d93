"""DATABASE_URL and REDIS_URL: what they may say, and how long a silent connection is waited for.

Their passwords are cut out of everything that is logged.
"""

import ssl
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url
from environs import EnvError

from providers.redaction import redact, remember

SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
BROKERS = ("redis", "rediss", "redis+socket")
NO_DATABASE = (
    "DATABASE_URL cannot be read. Write postgres://USER:PASSWORD@HOST:PORT/NAME or "
    "sqlite:////folder/file; in the password, @ : / ? # and % as %40 %3A %2F %3F %23 and %25."
)
NO_BROKER = (
    "REDIS_URL cannot be read. Write redis://:PASSWORD@HOST:PORT/0, or rediss:// for TLS; in the "
    "password, @ : / ? # and % as %40 %3A %2F %3F %23 and %25."
)
# A host that vanished is noticed after half a minute; the system's own patience is hours.
PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
SHORTEST_IDLE_SECONDS = 10  # a password is hashed for seconds where many want the processor
# IMMEDIATE takes the write lock at the start; else two writers meet as "database is locked".
WRITING = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        # Of a hundred thousand rows, each page of an index would else be written many times.
        "PRAGMA cache_size=-64000; PRAGMA wal_autocheckpoint=10000;"
    ),
}


def database(url: str, data_dir: Path, lease_seconds: int) -> dict[str, Any]:
    """The entry of DATABASES. What the URL says about the connection wins. Raises EnvError."""
    try:
        found: dict[str, Any] = {
            **dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
        }
    except ValueError:  # its text may quote the password
        raise EnvError(NO_DATABASE) from None
    if found["ENGINE"] not in (SQLITE, POSTGRESQL) or not found["NAME"]:
        raise EnvError(NO_DATABASE)
    _hide(found["PASSWORD"], found["USER"], found["NAME"])
    given = found.get("OPTIONS", {})
    if found["ENGINE"] == SQLITE:
        # A file, as in production: SQLite in memory locks whole tables between threads.
        return found | {
            "OPTIONS": WRITING | given,
            "TEST": {"NAME": str(data_dir / "test.sqlite3")},
        }
    return found | {"OPTIONS": PATIENCE | given | {"options": _session(given, lease_seconds)}}


def _session(given: dict[str, Any], lease_seconds: int) -> str:
    """A frozen worker must not hold its locks much longer than its lease; the last word counts."""
    idle = max(lease_seconds, SHORTEST_IDLE_SECONDS)
    ours = f"-c idle_in_transaction_session_timeout={idle}s"
    return f"{ours} {given.get('options', '')}".strip()


def broker(url: str) -> str:
    """The URL as it was given, once it is known to be one. Raises EnvError."""
    try:
        parts = urlsplit(url)
        complete = _is_complete(parts)
    except ValueError:
        complete = False
    if not complete:
        raise EnvError(NO_BROKER)
    _hide(unquote(parts.password or ""), unquote(parts.username or ""))
    return url


def _is_complete(parts: SplitResult) -> bool:
    """Raises ValueError for a port that is none."""
    place = parts.path if parts.scheme == "redis+socket" else parts.hostname
    return parts.scheme in BROKERS and bool(place) and parts.port != 0


def broker_tls(url: str) -> dict[str, Any] | bool:
    """kombu checks no certificate unless it is told to."""
    return url.startswith("rediss:") and {"ssl_cert_reqs": ssl.CERT_REQUIRED}


def _hide(password: str, *names: str) -> None:
    """A password that is also a name keeps nothing secret, and the name is in every other line."""
    if password not in names:
        remember(password)


def in_words(error: Exception) -> str:
    """Why a server cannot be reached, in a line that may be shown to whoever starts something."""
    return redact(" ".join(str(error).split()))[:300]
