"""Tenants with their key, and conversations as they would be after a synchronisation."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from conversations.models import Change, Conversation, Synchronisation, SyncState
from credentials.fields import Secret
from credentials.models import Key, Tenant
from jobs.models import Lane
from providers.sandbox.onq.tenants import DEMO_TENANT

FIRST = datetime(2026, 3, 1, 9, tzinfo=UTC)


def make_tenant(name: str = "Courses", secret: str = DEMO_TENANT.secret, **columns: Any) -> Tenant:
    """What opens the stand-in of onQ; without a key when `secret` is empty."""
    demo = DEMO_TENANT
    claims = {"issuer": demo.issuer, "subject": demo.subject, "audience": demo.audience}
    tenant = Tenant.objects.create(name=name, **{"key_id": demo.key_id, **claims, **columns})
    if secret:
        kept = {"secret": Secret.encrypt(secret), "changed_at": timezone.now()}
        Key.objects.create(tenant=tenant, kind=tenant.key_kind, **kept)
    return tenant


def make_synchronisation(tenant: Tenant, **columns: Any) -> Synchronisation:
    """One that went well and rests, unless `columns` say otherwise."""
    went_well = {"state": SyncState.RESTING, "is_settled": True, "passes": 2}
    when = {"started_at": FIRST, "ended_at": FIRST, "as_of": FIRST, "last_answer_at": FIRST}
    return Synchronisation.objects.create(
        tenant=tenant, **{"lane": Lane.BULK, **went_well, **when, **columns}
    )


def make_conversation(tenant: Tenant, onq_id: str = "1", **columns: Any) -> Conversation:
    """Still listed, and changed last when it was first seen."""
    columns.setdefault("name", f"Conversation {onq_id}")
    told = {"first_seen_at": FIRST, "changed_at": FIRST, "last_pass": 1, "raw": "{}"}
    words = f"{onq_id}\n{columns['name']}".casefold()
    return Conversation.objects.create(
        tenant=tenant, onq_id=onq_id, **{**told, "words": words, **columns}
    )


def make_change(conversation: Conversation, field: str = "status", **columns: Any) -> Change:
    values = {"before": "open", "after": "started", "seen_at": FIRST, **columns}
    return Change.objects.create(conversation=conversation, field=field, **values)
