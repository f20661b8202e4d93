"""The only code that changes what is known of conversations, and what is one person's own."""

from conversations.services.forgetting import forget, objection
from conversations.services.own import mark, unmark, visit
from conversations.services.schedule import SyncRefused, cancel, go_on_with_key, repeat_every, start

__all__ = [
    "SyncRefused",
    "cancel",
    "forget",
    "go_on_with_key",
    "mark",
    "objection",
    "repeat_every",
    "start",
    "unmark",
    "visit",
]
