"""Tenants at onQ: what they are called, what their tokens say, who may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.contrib.auth.models import Group

from accounts.models import User
from credentials.models import Tenant
from credentials.services import connections


@dataclass(frozen=True)
class TenantDetails:
    """What an admin decides about a tenant.

    `audience` is its URL without a slash at the end, `conversation_url` empty or an address with
    {id}, `page_meaning` a PageMeaning of `providers/onq` or empty; `zone` is an IANA name.
    """

    name: str
    key_id: str
    issuer: str
    subject: str
    audience: str
    zone: str = "UTC"
    page_meaning: str = ""
    conversation_url: str = ""
    is_limited: bool = False
    people: Sequence[User] = ()
    groups: Sequence[Group] = ()

    WORDS: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "key_id": "API key",
        "issuer": "issuing site",
        "subject": "username at onQ",
        "audience": "tenant URL",
        "zone": "time zone",
        "page_meaning": "meaning of pages",
        "conversation_url": "conversation addresses",
        "is_limited": connections.READERS,
    }
    PROVEN_BY: ClassVar[frozenset[str]] = frozenset({"key_id", "issuer", "subject", "audience"})
    PLACE: ClassVar[str] = "audience"


def save_tenant(details: TenantDetails, by: User | None, tenant: Tenant | None = None) -> Tenant:
    """Add a tenant, or change this one; `by` None is the operator at the command line.

    Whatever stands in tokens makes the key unproven when it changes. Raises ActionRefused for a
    name that is taken, and for another tenant URL while conversations of this one are kept.
    """
    return connections.save(details, by, tenant or Tenant())
