"""The only code that changes the state of exports. People's side is named here."""

from exports.services.actions import Refused, cancel, delete, release_held, retry, running_at
from exports.services.orders import repeat, start
from exports.services.watches import stop_watch, update, watch, why_not_updatable

__all__ = [
    "Refused",
    "cancel",
    "delete",
    "release_held",
    "repeat",
    "retry",
    "running_at",
    "start",
    "stop_watch",
    "update",
    "watch",
    "why_not_updatable",
]
