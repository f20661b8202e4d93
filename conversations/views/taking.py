"""Taking a tenant's conversations away: what the list shows as a file, or all of it from onQ."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PersonRequest
from accounts.models import Right
from accounts.services import record
from conversations.downloads.formats import FORMATS
from conversations.downloads.taking import Taking
from conversations.exporting.order import ConversationsOrder
from conversations.http import back, visible_tenant
from conversations.page import ListPage
from conversations.queries import Reader
from exports.services import Refused, start
from exports.slots import takes_a_slot
from exports.views.starting import lead_to

may_download = permission_required(f"accounts.{Right.DOWNLOAD_FILES}", raise_exception=True)
may_start = permission_required(f"accounts.{Right.START_EXPORTS}", raise_exception=True)


@require_safe
@may_download
@takes_a_slot
def take(request: PersonRequest, tenant: int, flavour: str) -> HttpResponseBase:
    """What the list at the same address shows, all its pages, in one file."""
    visible = visible_tenant(request, tenant)
    if flavour not in FORMATS:
        raise Http404
    page = ListPage(Reader.of(request.user, visible), request.GET)
    if not page.form.is_valid():  # the list says what is wrong with the address
        return redirect(f"{reverse('conversations:list', args=[tenant])}?{page.query}")
    taking = Taking(page.reader, page.wanted, page.order, FORMATS[flavour])
    return _sent(request, page, taking)


def _sent(request: PersonRequest, page: ListPage, taking: Taking) -> HttpResponseBase:
    """Without a length nobody can take a stream that broke for a whole one: its last chunk, by
    which HTTP ends such an answer, never comes (RFC 9112, 7.1)."""
    content_type = taking.format.content_type
    headers = {
        "Content-Disposition": content_disposition_header(True, taking.name) or "attachment",
        "Cache-Control": "private, no-store",
    }
    if request.method == "HEAD":
        return HttpResponse(headers=headers, content_type=content_type)
    _record(request, page, taking)
    return StreamingHttpResponse(taking.pieces(), headers=headers, content_type=content_type)


def _record(request: PersonRequest, page: ListPage, taking: Taking) -> None:
    tenant = page.reader.tenant
    given = [f"{name}: {value}" for name, value in page.filter_fields if name in page.form.fields]
    record(
        request.user,
        "downloaded",
        f"Conversations · {tenant.name}",
        reverse("conversations:list", args=[tenant.pk]),
        file=taking.name,
        rows=len(taking.keys),
        asked=", ".join(given) or "all",
    )


@require_POST
@may_start
def export(request: PersonRequest, tenant: int) -> HttpResponse:
    """All conversations as onQ's own CSV, as an export."""
    visible = visible_tenant(request, tenant)
    try:
        made, is_new = start(ConversationsOrder(tenant=visible), request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return back(request, visible)
    return lead_to(request, made, is_new)
