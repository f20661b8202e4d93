"""What the database says of itself, over the connection that the page has anyway."""

import time
from typing import Any, NamedTuple

from django.db import connection

from config import schema
from dashboard.formats import number, size
from dashboard.status.facts import About, Detail, Fact, Finding, Judgement

SLOW_SECONDS = 0.25
FEW_CONNECTIONS = 0.1
GOOD = "Keeps what was fetched, who may see it, and what is still to do."


class Room(NamedTuple):
    """Connections to a server; SQLite has no such limit."""

    used: int
    most: int

    @property
    def is_scarce(self) -> bool:
        return self.most - self.used < self.most * FEW_CONNECTIONS


def fact() -> Fact:
    seconds, room = _time_of_a_query(), _room()
    details = [
        Detail("Engine", _engine()),
        Detail("Size", size(_bytes())),
        *([Detail("Connections", f"{number(room.used)} of {number(room.most)}")] if room else []),
        Detail("Migrations", "pending" if not schema.is_complete() else "all applied"),
    ]
    return Fact(About.DATABASE, "Database", _finding(seconds, room), tuple(details))


def _finding(seconds: float, room: Room | None) -> Finding:
    if not schema.is_complete():
        return Finding(
            Judgement.BAD,
            "Is older than this version",
            "Pages may break, and workers wait.",
            f"Run manage.py prepare. Pending: {', '.join(schema.pending())}.",
        )
    if room and room.is_scarce:
        return Finding(
            Judgement.LOOK,
            "Has few connections left",
            "Pages and workers may be refused soon.",
            "Raise max_connections of PostgreSQL, or run fewer processes.",
        )
    if seconds > SLOW_SECONDS:
        words = "Answers slowly"
        advice = "Look at the load of its host and at the network between."
        return Finding(Judgement.LOOK, words, "Every page waits for it.", advice)
    return Finding(Judgement.GOOD, "Answers at once", GOOD)


def _time_of_a_query() -> float:
    began = time.perf_counter()
    _ask("SELECT 1")
    return time.perf_counter() - began


def _engine() -> str:
    if connection.vendor == "postgresql":
        return f"PostgreSQL {_ask('SHOW server_version')}"
    return f"SQLite {_ask('SELECT sqlite_version()')}"


def _bytes() -> int:
    if connection.vendor == "postgresql":
        return int(_ask("SELECT pg_database_size(current_database())"))
    return int(_ask("PRAGMA page_count")) * int(_ask("PRAGMA page_size"))


def _room() -> Room | None:
    if connection.vendor != "postgresql":
        return None
    used = _ask("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")
    kept = int(_ask("SHOW superuser_reserved_connections"))
    return Room(int(used), int(_ask("SHOW max_connections")) - kept)


def _ask(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
