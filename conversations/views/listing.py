"""The tenants, and the list of one tenant's conversations with its numbers."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import PersonRequest
from conversations import services
from conversations.http import COLUMNS, LAST_TENANT, visible_tenant
from conversations.page import ListPage
from conversations.progress import Progress
from conversations.queries import Reader, tenants_of
from credentials.models import Tenant
from exports.http import show, uncached, wants_fragment

PANEL = "conversation-panel"


@require_safe
def tenants(request: PersonRequest) -> HttpResponse:
    """To the list of the only tenant, or of the last one looked at; `?all` shows them all."""
    visible = list(tenants_of(request.user))
    last = request.session.get(LAST_TENANT)
    chosen = visible if len(visible) == 1 else [one for one in visible if one.pk == last]
    if chosen and "all" not in request.GET:
        return redirect("conversations:list", chosen[0].pk)
    listed = Count("conversations", filter=Q(conversations__gone_at=None))
    numbers = dict(tenants_of(request.user).annotate(number=listed).values_list("pk", "number"))
    rows = [(Progress(tenant), numbers[tenant.pk]) for tenant in visible]
    return show(request, "conversations/tenants.html", {"rows": rows})


@require_safe
def listing(request: PersonRequest, tenant: int) -> HttpResponse:
    """The page, what a filter leaves of its list, or what moved in the synchronisation."""
    visible = visible_tenant(request, tenant)
    if wants_fragment(request):
        return _fragment(request, visible)
    if "keep" in request.GET:
        return _keep_columns(request, visible)
    if request.method == "GET":
        services.visit(visible, request.user)
        request.session[LAST_TENANT] = visible.pk
    return show(request, "conversations/list.html", _context(request, visible))


def _fragment(request: PersonRequest, tenant: Tenant) -> HttpResponse:
    if request.htmx.target == PANEL:
        return uncached(HttpResponse())  # the panel is closed: the list is behind it already
    if "seen" not in request.GET:
        return show(request, "conversations/list/fragment.html", _context(request, tenant))
    progress = Progress(tenant, request.GET.get("shown", ""))
    if request.GET["seen"] == progress.seen:
        return uncached(HttpResponse(status=204))
    context = {"tenant": tenant, "progress": progress}
    moved = progress.stage != request.GET["seen"].rpartition("-")[0]
    return show(request, "conversations/sync/moved.html", context | {"has_new_stage": moved})


def _context(request: PersonRequest, tenant: Tenant) -> dict[str, Any]:
    page = ListPage(Reader.of(request.user, tenant), request.GET, request.session.get(COLUMNS, ()))
    return {"tenant": tenant, "page": page, "progress": Progress(tenant)}


def _keep_columns(request: PersonRequest, tenant: Tenant) -> HttpResponse:
    """Remember which columns this person wants; the address then tells them to others."""
    request.session[COLUMNS] = request.GET.getlist("columns")
    page = ListPage(Reader(request.user, tenant), request.GET)
    kept = page.address.copy()
    del kept["keep"]
    return redirect(f"{reverse('conversations:list', args=[tenant.pk])}?{kept.urlencode()}")


@require_safe
def numbers(request: PersonRequest, tenant: int) -> HttpResponse:
    """What takes longer to count than to list: asked for when the list is there."""
    visible = visible_tenant(request, tenant)
    if not wants_fragment(request):
        query = request.GET.copy()
        query["counted"] = "1"
        return redirect(f"{reverse('conversations:list', args=[tenant])}?{query.urlencode()}")
    page = ListPage(Reader.of(request.user, visible), request.GET)
    page.is_counted = True
    return show(request, "conversations/list/numbers.html", {"tenant": visible, "page": page})
