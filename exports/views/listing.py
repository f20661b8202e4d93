from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.http import PersonRequest
from exports.filters import DEFAULT_SORT, ExportFilter, sorted_by
from exports.http import show, wants_fragment
from exports.paging import LongList
from exports.queries import exports_visible_to, with_totals


@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    visible = exports_visible_to(request.user)
    filtered = ExportFilter(request.GET, visible, request=request)
    exports = sorted_by(with_totals(filtered.qs), request.GET.get("sort", DEFAULT_SORT))
    number = request.GET.get("page", "1")
    page = LongList(exports, number).get_page(number)
    template = "exports/list/results.html" if wants_fragment(request) else "exports/list.html"
    return show(request, template, {"form": filtered.form, "page": page})
