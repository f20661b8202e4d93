"""The exports that were asked for: what each holds, fixed when it was asked for."""

import hashlib
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from sqlite3 import Row
from typing import Any, Literal

from providers.sandbox.data import Grid, Selection
from providers.sandbox.settings import Settings
from providers.sandbox.store import Store
from providers.sandbox.tables import COMMENTS, Table

Generation = Literal["v1", "v2", "v4"]
End = Literal["finished", "aborted"]


@dataclass(frozen=True)
class Order:
    """What a request asks for; both ends are microseconds since 1970, `asked` are its own words.

    `conversation` is the escaped post id of the only conversation that is wanted."""

    generation: Generation
    spot_id: str
    since: int
    to: int
    asked: Mapping[str, str]
    rows_per_file: int
    tables: tuple[Table, ...] = (COMMENTS,)
    delimiter: str = ","
    telling_names: bool = True
    together: bool = False
    conversation: str = ""


@dataclass(frozen=True)
class Batch:
    """Files to be made; equal batches are made once."""

    selection: Selection
    rows_per_file: int
    format: str
    header_when_empty: bool
    tables: tuple[Table, ...] = (COMMENTS,)
    delimiter: str = ","
    telling_names: bool = True
    together: bool = False

    @property
    def key(self) -> str:
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()[:24]


@dataclass(frozen=True)
class Export:
    export_id: str
    spot_id: str
    generation: Generation
    created_at: float
    announced: int
    batch: Batch
    asked: Mapping[str, str]
    aborted: bool = False


def batch_of(order: Order, selection: Selection, settings: Settings) -> Batch:
    return Batch(
        selection, order.rows_per_file, settings.format, settings.empty_export == "header_only",
        order.tables, order.delimiter, order.telling_names, order.together,
    )  # fmt: skip


class Exports:
    def __init__(self, store: Store) -> None:
        self.store = store

    def create(self, order: Order, batch: Batch, count_delta: int) -> Export:
        announced = max(0, batch.selection.rows + count_delta)
        export = Export(
            str(uuid.uuid4()), order.spot_id, order.generation, time.time(), announced, batch,
            order.asked,
        )  # fmt: skip
        body = {"announced": announced, "batch": asdict(batch), "asked": dict(order.asked)}
        self.store.run(
            "INSERT INTO exports (export_id, spot_id, generation, created_at, body)"
            " VALUES (?, ?, ?, ?, ?)",
            export.export_id, order.spot_id, order.generation, export.created_at, json.dumps(body),
        )  # fmt: skip
        return export

    def find(self, export_id: str) -> Export | None:
        found = self.store.run("SELECT * FROM exports WHERE export_id = ?", export_id)
        return _export(found[0]) if found else None

    def all(self, spot_id: str = "") -> list[Export]:
        """Every export, or every one of a spot, oldest first."""
        found = self.store.run(
            "SELECT * FROM exports WHERE ? IN ('', spot_id) ORDER BY created_at", spot_id
        )
        return [_export(row) for row in found]

    def going(self, spot_id: str, generation: Generation) -> list[Export]:
        """Those of a spot of which no end was noted."""
        found = self.store.run(
            "SELECT * FROM exports WHERE spot_id = ? AND generation = ? AND ended = ''",
            spot_id, generation,
        )  # fmt: skip
        return [_export(row) for row in found]

    def finished(
        self, spot_id: str, generation: Generation, limit: int, offset: int
    ) -> list[Export]:
        """Those of a spot that were noted as finished, newest first."""
        found = self.store.run(
            "SELECT * FROM exports WHERE spot_id = ? AND generation = ? AND ended = 'finished'"
            " ORDER BY created_at DESC LIMIT ? OFFSET ?",
            spot_id, generation, limit, offset,
        )  # fmt: skip
        return [_export(row) for row in found]

    def end(self, export_id: str, how: End) -> None:
        """Note how an export ended."""
        self.store.run("UPDATE exports SET ended = ? WHERE export_id = ?", how, export_id)


def _export(row: Row) -> Export:
    body = json.loads(row["body"])
    return Export(
        row["export_id"], row["spot_id"], row["generation"], row["created_at"], body["announced"],
        _batch(body["batch"]), body.get("asked", {}), row["ended"] == "aborted",
    )  # fmt: skip


def _batch(kept: dict[str, Any]) -> Batch:
    """State directories of earlier versions have batches without tables."""
    selection = dict(kept["selection"])
    selection["grid"] = Grid(**selection["grid"])
    tables = [Table(table["name"], tuple(table["columns"])) for table in kept.get("tables", [])]
    whole = {**kept, "selection": Selection(**selection), "tables": tuple(tables) or (COMMENTS,)}
    return Batch(**whole)
