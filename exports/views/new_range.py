from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.http import PersonRequest
from accounts.models import Right
from exports.forms.days import DaysForm, draft_from
from exports.http import show, wants_fragment
from exports.ranges import PRESETS
from exports.views.starting import started

PAGE = "exports/new/range.html"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(f"accounts.{Right.START_EXPORTS}", raise_exception=True)
def new(request: PersonRequest) -> HttpResponse:
    """The form; its days alone; or the sentence alone that says what will be asked."""
    if request.method == "POST":
        form = DaysForm(request.user, request.POST)
        return started(request, form) or _form(request, form, form, PAGE)
    draft = draft_from(request.user, request.GET)
    plan = DaysForm(request.user, draft)
    plan.is_valid()
    return _form(request, DaysForm(request.user, initial=draft), plan, _wanted(request))


def _wanted(request: PersonRequest) -> str:
    if not wants_fragment(request):
        return PAGE
    return "exports/new/days.html" if "preset" in request.GET else "exports/new/range_planned.html"


def _form(request: PersonRequest, form: DaysForm, plan: DaysForm, template: str) -> HttpResponse:
    return show(request, template, {"form": form, "plan": plan, "presets": PRESETS})
