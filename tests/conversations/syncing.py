"""Synchronising as workers would, in this process, and what onQ knows to compare it with."""

import time
from typing import Any, cast

from django.utils import timezone

from conversations import services
from conversations.models import Conversation, Synchronisation
from credentials.models import Tenant
from jobs import runner
from jobs.models import Lane
from providers.sandbox.server import Running
from tests.sandbox.calls import Vendor, vendor_of

PATIENCE = 20


def work(tenant: Tenant) -> Synchronisation:
    """Everything that is due is done, pauses left out."""
    ends = time.monotonic() + PATIENCE
    while (sync := Synchronisation.objects.get(tenant=tenant)).is_running:
        assert time.monotonic() < ends, sync.trouble
        skip_pauses()
        runner.work(Lane.BULK)
    return sync


def skip_pauses() -> None:
    """What waits for its next try is due now."""
    waiting = Synchronisation.objects.filter(lease_token=None, state="running")
    waiting.update(due_at=timezone.now())


def synchronise(tenant: Tenant) -> Synchronisation:
    services.start(tenant, None)
    return work(tenant)


def kept(tenant: Tenant) -> dict[str, Conversation]:
    """What is known of the tenant, by onQ's ids."""
    return {one.onq_id: one for one in Conversation.objects.filter(tenant=tenant)}


def listed(tenant: Tenant) -> set[str]:
    return {onq_id for onq_id, one in kept(tenant).items() if one.gone_at is None}


def truth(vendor: Running) -> dict[str, dict[str, Any]]:
    """What onQ has now, by id, in the forms that the settings have now."""
    told = vendor_of(vendor).truth(key_id=vendor.tenant.key_id, full=1)[1:]
    return {str(one["id"]): one for one in told}


def happen(vendor: Running, **what: object) -> None:
    """Let something happen to its conversations: change, remove, move, add."""
    client: Vendor = vendor_of(vendor)
    reply = client.control("POST", "conversations", what)
    assert reply.status == 200, reply.body


def asked(vendor: Running) -> list[int]:
    """The `page` of each request, in their order."""
    entries = vendor.requests("conversations")
    return [int(cast("dict[str, str]", entry["asked"])["page"]) for entry in entries]
