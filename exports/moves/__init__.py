"""What a window does next: one decision for each answer. Pure: no database, no network, no clock.

`decide` takes the window as it is, what came back, and `now` (aware), and returns a Move that
`services.windows` writes under the fence. Deadlines are those of docs/architecture.md.
"""

from exports.moves.answers import (
    Answer,
    Brought,
    CancelWanted,
    DiskFull,
    Doomed,
    FeedMissed,
    FileMissed,
    KeyLooked,
    LinksAsked,
    OwnerLost,
    Polled,
    Requested,
    TurnCame,
)
from exports.moves.building import is_ready
from exports.moves.deciding import decide
from exports.moves.limits import PROCESSING_LIMIT, SILENT_DOWNLOAD_LIMIT
from exports.moves.move import Move

__all__ = [
    "PROCESSING_LIMIT",
    "SILENT_DOWNLOAD_LIMIT",
    "Answer",
    "Brought",
    "CancelWanted",
    "DiskFull",
    "Doomed",
    "FeedMissed",
    "FileMissed",
    "KeyLooked",
    "LinksAsked",
    "Move",
    "OwnerLost",
    "Polled",
    "Requested",
    "TurnCame",
    "decide",
    "is_ready",
]
