"""What every view of this room needs: which tenant, and what the session remembers of it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.http import PersonRequest
from conversations.models import Conversation
from conversations.queries import tenants_of
from credentials.models import Tenant

LAST_TENANT = "conversations_tenant"
COLUMNS = "conversations_columns"


def visible_tenant(request: PersonRequest, pk: int) -> Tenant:
    """The tenant, or 404: to a stranger it does not exist."""
    return get_object_or_404(tenants_of(request.user), pk=pk)


def visible_conversation(request: PersonRequest, tenant: int, pk: int) -> Conversation:
    """With its tenant at hand; 404 for whoever may not see that."""
    owner = visible_tenant(request, tenant)
    conversation = get_object_or_404(Conversation, pk=pk, tenant=owner)
    conversation.tenant = owner
    return conversation


def back(request: PersonRequest, tenant: Tenant) -> HttpResponse:
    """To the page that a form names as `next`, if it is one of ours; else to the tenant's list."""
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(target if ours else reverse("conversations:list", args=[tenant.pk]))
