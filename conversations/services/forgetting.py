"""When a tenant leaves: what speaks against it, and taking its conversations along."""

from typing import Any

from conversations.models import Change, Conversation, Star, Synchronisation, SyncState
from credentials.guards import Parting
from credentials.models import Connection, Tenant


def objection(connection: Connection, parting: Parting) -> str | None:
    """Why it must not be deleted or become another tenant now; a guard for credentials."""
    if not isinstance(connection, Tenant):
        return None
    if Synchronisation.objects.filter(tenant=connection, state=SyncState.RUNNING).exists():
        return f"{connection.name} is being synchronised. Stop it, or wait until it is done."
    if parting is Parting.MOVED and connection.conversations.exists():
        return (
            f"The conversations kept here belong to {connection.audience}. "
            "Add the other tenant as one of its own."
        )
    return None


def forget(instance: Tenant, **_: Any) -> None:
    """Delete what is known of a tenant that is about to be deleted; a signal receiver.

    By one statement a table: there may be hundreds of thousands of rows.
    """
    # First: a worker that begins at this moment waits for the row, and then finds none to write to.
    Synchronisation.objects.filter(tenant=instance).delete()
    kept = Conversation.objects.filter(tenant=instance)
    for children in (Change, Star):
        rows = children._default_manager.filter(conversation__in=kept)
        rows._raw_delete(rows.db)
    kept._raw_delete(kept.db)
