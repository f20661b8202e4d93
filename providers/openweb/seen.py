"""Remembers which ids have come by, for any number of them in flat memory."""

import sqlite3
from collections.abc import Collection
from typing import Self


class SeenIds:
    """Ids across the files of one part; on disk in a temporary database that nobody else sees.

    Kept as 64-bit hashes (SipHash, keyed anew in each process): among ten million ids the chance
    of one false duplicate is three in a million.
    """

    def __init__(self) -> None:
        # An empty name is SQLite's own temporary file: deleted at once, used when memory is full.
        self._database = sqlite3.connect("", isolation_level=None)
        for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-16384"):
            self._database.execute(f"PRAGMA {setting}")
        self._database.execute("CREATE TABLE seen (id INTEGER PRIMARY KEY)")

    def add(self, ids: Collection[str]) -> int:
        """Remember these ids; returns how many of them had come by before, here or earlier."""
        hashes = sorted(set(map(hash, ids)))
        before = self._database.total_changes
        self._database.execute("BEGIN")
        self._database.executemany("INSERT OR IGNORE INTO seen VALUES (?)", zip(hashes))
        self._database.execute("COMMIT")
        return len(ids) - (self._database.total_changes - before)

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
