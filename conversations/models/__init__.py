"""A tenant's conversations (Conversation, Change), how they are read (Synchronisation, Pass), and
what is one person's own (Star, Visit)."""

from conversations.models.conversation import Change, Conversation
from conversations.models.own import Star, Visit
from conversations.models.synchronisation import Pass, Synchronisation, SyncState

__all__ = [
    "Change",
    "Conversation",
    "Pass",
    "Star",
    "SyncState",
    "Synchronisation",
    "Visit",
]
