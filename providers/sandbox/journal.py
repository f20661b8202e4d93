"""Every request to a vendor's route, written down without its token."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

from providers.sandbox.store import Store


class Journal:
    def __init__(self, store: Store) -> None:
        self.store = store

    def record(
        self, method: str, route: str, status: int | None,
        spot_id: str, export_id: str, fault: str, asked: Mapping[str, str],
    ) -> None:  # fmt: skip
        """One line; `status` is None when no answer was given on purpose."""
        at = datetime.now(UTC).isoformat()
        self.store.run(
            "INSERT INTO requests (at, method, route, status, spot_id, export_id, fault, asked)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            at, method, route, status, spot_id, export_id, fault, json.dumps(asked),
        )  # fmt: skip

    def entries(self, after: int = 0) -> list[dict[str, object]]:
        """All lines after a sequence number, oldest first."""
        found = self.store.run("SELECT * FROM requests WHERE seq > ? ORDER BY seq", after)
        return [{**entry, "asked": json.loads(entry["asked"])} for entry in found]

    def counters(self) -> dict[str, int]:
        """How many requests each route has had, and how often each fault was played."""
        found = self.store.run("SELECT route, fault FROM requests")
        counted = Counter(entry["route"] for entry in found)
        counted.update(f"fault {entry['fault']}" for entry in found if entry["fault"])
        return dict(counted)
