"""One export, as a page and as the fragment that keeps it current."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.http import PersonRequest
from exports.detail.page import Detail, Seen
from exports.http import show, uncached, visible_export, wants_fragment


@require_safe
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    shown = Detail(visible_export(request, pk), request.user, everything="all" in request.GET)
    if not wants_fragment(request):
        return show(request, "exports/detail.html", {"page": shown, "export": shown.export})
    seen = Seen.read(request.GET.get("seen", ""))
    if seen == shown.seen:
        return uncached(HttpResponse(status=204))
    context = {"page": shown, "export": shown.export, "seen": seen}
    return show(request, "exports/detail/fragment.html", context)
