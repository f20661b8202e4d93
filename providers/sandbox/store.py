"""What the sandbox remembers, in one SQLite file, so that a killed sandbox comes back as it was."""

import json
import sqlite3
import threading
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS spots (
    spot_id TEXT PRIMARY KEY, token_digest TEXT NOT NULL, enabled INTEGER NOT NULL,
    v4_digest TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS exports (
    export_id TEXT PRIMARY KEY, spot_id TEXT NOT NULL, created_at REAL NOT NULL, body TEXT NOT NULL,
    generation TEXT NOT NULL DEFAULT 'v1', ended TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS faults (
    id INTEGER PRIMARY KEY AUTOINCREMENT, route TEXT NOT NULL, kind TEXT NOT NULL,
    body TEXT NOT NULL, seen INTEGER NOT NULL DEFAULT 0, fired INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS requests (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, method TEXT NOT NULL,
    route TEXT NOT NULL, status INTEGER, spot_id TEXT, export_id TEXT, fault TEXT,
    asked TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE IF NOT EXISTS articles (
    spot_id TEXT, post_id TEXT, made INTEGER NOT NULL, visible INTEGER,
    PRIMARY KEY (spot_id, post_id)
);
CREATE TABLE IF NOT EXISTS appended_events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, spot_id TEXT NOT NULL, post_id TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS people (
    spot_id TEXT, user_id TEXT, primary_key TEXT NOT NULL, messages INTEGER NOT NULL,
    PRIMARY KEY (spot_id, user_id)
);
CREATE TABLE IF NOT EXISTS tenants (
    key_id TEXT PRIMARY KEY, secret TEXT NOT NULL, audience TEXT NOT NULL, conversations INTEGER
);
CREATE TABLE IF NOT EXISTS conversations (
    key_id TEXT, number INTEGER, changes TEXT NOT NULL DEFAULT '{}',
    gone INTEGER NOT NULL DEFAULT 0, moved INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (key_id, number)
);
"""
TABLES = (
    "spots", "exports", "faults", "requests", "articles", "appended_events", "people", "tenants",
    "conversations",
)  # fmt: skip
# State directories of earlier versions have tables without these.
ADDED = (
    ("requests", "asked", "TEXT NOT NULL DEFAULT '{}'"),
    ("spots", "v4_digest", "TEXT NOT NULL DEFAULT ''"),
    ("exports", "generation", "TEXT NOT NULL DEFAULT 'v1'"),
    ("exports", "ended", "TEXT NOT NULL DEFAULT ''"),
)
INDEXES = """
CREATE INDEX IF NOT EXISTS exports_of_a_spot ON exports (spot_id, generation, ended, created_at);
CREATE INDEX IF NOT EXISTS spots_by_token ON spots (token_digest);
"""
Value = str | int | float | None


class Store:
    """One connection for all threads. Each statement is committed at once and survives a kill."""

    def __init__(self, path: Path) -> None:
        self.lock = threading.RLock()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._database.row_factory = sqlite3.Row
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=OFF")
        self._database.executescript(SCHEMA)
        for table, column, kind in ADDED:
            self._add(table, column, kind)
        self._database.executescript(INDEXES)

    def run(self, statement: str, *values: Value) -> list[sqlite3.Row]:
        with self.lock:
            return self._database.execute(statement, values).fetchall()

    def document(self, name: str) -> dict[str, object] | None:
        found = self.run("SELECT body FROM documents WHERE name = ?", name)
        return json.loads(found[0]["body"]) if found else None

    def keep_document(self, name: str, document: object) -> None:
        self.run("REPLACE INTO documents VALUES (?, ?)", name, json.dumps(document))

    def clear(self) -> None:
        """Forget everything but the documents."""
        for table in TABLES:
            self.run(f"DELETE FROM {table}")  # noqa: S608  # the names above

    def _add(self, table: str, column: str, kind: str) -> None:
        columns = {found["name"] for found in self.run(f"PRAGMA table_info({table})")}
        if column not in columns:
            self.run(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")

    def close(self) -> None:
        with self.lock:
            self._database.close()
