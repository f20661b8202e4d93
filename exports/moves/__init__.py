"""What a window does next: one decision for each answer. Pure: no database, no network, no clock.

Each function takes the window as it is, what came back, and `now` (aware), and returns a Move that
`services.windows` writes under the fence. Deadlines are those of docs/architecture.md.
"""

from exports.moves.asking import after_request, requesting, requesting_again
from exports.moves.building import after_poll, back_to_processing, is_ready
from exports.moves.ending import cancelled, failed, stored
from exports.moves.feeding import after_feed, reading, reading_on
from exports.moves.fetching import after_download, no_room
from exports.moves.holding import hold, release, still_held
from exports.moves.limits import PROCESSING_LIMIT, SILENT_DOWNLOAD_LIMIT, TURN_PAUSE
from exports.moves.move import Move

__all__ = [
    "PROCESSING_LIMIT",
    "SILENT_DOWNLOAD_LIMIT",
    "TURN_PAUSE",
    "Move",
    "after_download",
    "after_feed",
    "after_poll",
    "after_request",
    "back_to_processing",
    "cancelled",
    "failed",
    "hold",
    "is_ready",
    "no_room",
    "reading",
    "reading_on",
    "release",
    "requesting",
    "requesting_again",
    "still_held",
    "stored",
]
