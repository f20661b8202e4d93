"""Asking for all conversations of a tenant, as onQ's own CSV."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from credentials.models import Tenant
from exports.kinds import Order
from exports.models import Export, Window
from exports.services import Refused


@dataclass(frozen=True, kw_only=True)
class ConversationsOrder(Order):
    kind: ClassVar[str] = "onq_conversations"
    tenant: Tenant

    @property
    def connections(self) -> Sequence[Tenant]:
        return (self.tenant,)

    def frozen(self) -> dict[str, Any]:
        return {"tenant": self.tenant.pk}

    def title(self, now: datetime) -> str:
        day = now.astimezone(ZoneInfo(self.tenant.zone))
        return f"Conversations, {day:%-d %b %Y} · {self.tenant.name}"

    def windows(self, now: datetime) -> Iterable[Window]:
        return [Window(tenant=self.tenant)]


def order_of(export: Export) -> ConversationsOrder:
    """The order behind an export, for asking once more. Raises Refused."""
    tenant = Tenant.objects.filter(pk=export.request["tenant"]).first()
    if tenant is None:
        raise Refused("The tenant of this export was deleted, so it cannot be asked for again.")
    return ConversationsOrder(tenant=tenant, label=export.label, case_number=export.case_number)
