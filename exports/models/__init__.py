"""What was asked for (Export), one unit of vendor work (Window), what was fetched (StoredFile)."""

from exports.models.event import Event, EventLevel
from exports.models.export import Export
from exports.models.files import ARCHIVE, TABLES, Part, PartState, StoredFile
from exports.models.states import (
    OPEN_STATES,
    OPEN_WINDOW_STATES,
    RETRYABLE_WINDOW_STATES,
    ExportState,
    Grade,
    WindowState,
)
from exports.models.watch import Watch
from exports.models.window import SpotQueue, Window

__all__ = [
    "ARCHIVE",
    "OPEN_STATES",
    "OPEN_WINDOW_STATES",
    "RETRYABLE_WINDOW_STATES",
    "TABLES",
    "Event",
    "EventLevel",
    "Export",
    "ExportState",
    "Grade",
    "Part",
    "PartState",
    "SpotQueue",
    "StoredFile",
    "Watch",
    "Window",
    "WindowState",
]
