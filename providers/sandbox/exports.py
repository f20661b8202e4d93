"""The exports that were asked for: what each holds, fixed when it was asked for."""

import hashlib
import json
import time
import uuid
from dataclasses import asdict, dataclass
from typing import Any

from providers.sandbox.data import Grid, Selection
from providers.sandbox.settings import Settings
from providers.sandbox.store import Store


@dataclass(frozen=True)
class Batch:
    """Files to be made; equal batches are made once."""

    selection: Selection
    rows_per_file: int
    format: str
    header_when_empty: bool

    @property
    def key(self) -> str:
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()[:24]

    @property
    def files(self) -> int:
        needed = -(-self.selection.rows // self.rows_per_file)
        return needed or int(self.header_when_empty)


@dataclass(frozen=True)
class Export:
    export_id: str
    spot_id: str
    created_at: float
    announced: int
    batch: Batch


def batch_of(selection: Selection, settings: Settings) -> Batch:
    header_when_empty = settings.empty_export == "header_only"
    return Batch(selection, settings.rows_per_file, settings.format, header_when_empty)


class Exports:
    def __init__(self, store: Store) -> None:
        self.store = store

    def create(self, batch: Batch, count_delta: int) -> Export:
        announced = max(0, batch.selection.rows + count_delta)
        spot_id = batch.selection.spot_id
        export = Export(str(uuid.uuid4()), spot_id, time.time(), announced, batch)
        body = json.dumps({"announced": announced, "batch": asdict(batch)})
        self.store.run(
            "INSERT INTO exports VALUES (?, ?, ?, ?)",
            export.export_id, spot_id, export.created_at, body,
        )  # fmt: skip
        return export

    def find(self, export_id: str) -> Export | None:
        found = self.store.run("SELECT * FROM exports WHERE export_id = ?", export_id)
        if not found:
            return None
        body = json.loads(found[0]["body"])
        return Export(
            export_id, found[0]["spot_id"], found[0]["created_at"],
            body["announced"], _batch(body["batch"]),
        )  # fmt: skip


def _batch(kept: dict[str, Any]) -> Batch:
    selection = dict(kept["selection"])
    selection["grid"] = Grid(**selection["grid"])
    return Batch(**{**kept, "selection": Selection(**selection)})
