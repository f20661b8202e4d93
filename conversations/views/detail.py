"""One conversation: everything known of it, and the reader's star on it."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PersonRequest
from conversations import services
from conversations.detail import DetailPage
from conversations.http import back, visible_conversation
from conversations.queries import starred_among
from exports.http import show, wants_fragment


@require_safe
def detail(request: PersonRequest, tenant: int, pk: int) -> HttpResponse:
    """In the panel beside the list, or as a page of its own; its query is the list's."""
    conversation = visible_conversation(request, tenant, pk)
    part = "conversations/detail/panel.html"
    template = part if wants_fragment(request) else "conversations/detail.html"
    page = DetailPage(conversation, request.user, request.GET)
    return show(request, template, {"page": page, "conversation": conversation})


@require_POST
def star(request: PersonRequest, tenant: int, pk: int) -> HttpResponse:
    """Put it on the reader's own list, or take it off again."""
    conversation = visible_conversation(request, tenant, pk)
    is_mine = bool(starred_among([conversation], request.user))
    change = services.unmark if is_mine else services.mark
    change(conversation, request.user)
    if not wants_fragment(request):
        return back(request, conversation.tenant)
    place = "panel" if request.POST.get("place") == "panel" else "row"
    context = {"conversation": conversation, "is_mine": not is_mine, "place": place}
    return show(request, "conversations/list/star.html", context)
