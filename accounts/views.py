from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.forms import AuditForm
from accounts.models import Right
from accounts.queries import audit_events

PAGE_SIZE = 50


@permission_required(f"accounts.{Right.SEE_AUDIT}", raise_exception=True)
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    form = AuditForm(request.GET)
    page = Paginator(audit_events(form.wanted()), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "accounts/audit.html", {"form": form, "page": page})
