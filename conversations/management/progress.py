"""How far a synchronisation is and what it brought, for somebody at a terminal."""

from conversations.models import Conversation, Pass, Synchronisation
from exports.management.watching import Look


def look(sync: Synchronisation) -> Look:
    """As it is now; `sync` is then up to date."""
    sync.refresh_from_db()
    begun = sync.tenant.passes.first() if sync.passes else None
    complete = sync.tenant.passes.exclude(ended_at=None).first()
    done, total = begun.rows if begun else 0, complete.rows if complete else 0
    words = sync.trouble or f"{sync.get_state_display()}, pass {max(sync.passes, 1)}"
    return Look(f"{words} · {done:,} conversations", not sync.is_running, done, total)


def outcome(sync: Synchronisation) -> list[str]:
    """What the run that ended brought, in lines."""
    passes = list(sync.tenant.passes.all()[: sync.passes])
    kept = Conversation.objects.filter(tenant=sync.tenant)
    lines = [
        f"Conversations: {kept.filter(gone_at=None).count():,}",
        f"New: {sum(one.new for one in passes):,}",
        f"Changed: {sum(one.changed for one in passes):,}",
        f"No longer listed: {kept.filter(gone_at__gte=passes[-1].started_at).count():,}",
    ]
    return lines + _doubts(sync, passes[0])


def _doubts(sync: Synchronisation, last: Pass) -> list[str]:
    doubts = []
    if last.unreadable:
        doubts.append("Rows that came without an id are left out.")
    if not sync.is_settled:
        doubts.append(
            "This may be incomplete: the last look differed from those before. Synchronise again."
        )
    return doubts
