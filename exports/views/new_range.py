from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.http import PersonRequest
from accounts.models import Right
from exports import services
from exports.forms.days import NewExportForm, draft_from
from exports.http import show, wants_fragment
from exports.ranges import PRESETS, RangeRefused


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(f"accounts.{Right.START_EXPORTS}", raise_exception=True)
def new(request: PersonRequest) -> HttpResponse:
    """The form; its days alone; or the sentence alone that says what will be asked."""
    if request.method == "POST":
        return _submitted(request)
    draft = draft_from(request.user, request.GET)
    template = "exports/new.html"
    if wants_fragment(request):
        days = "preset" in request.GET
        template = "exports/new/days.html" if days else "exports/new/plan.html"
    return _form(
        request, NewExportForm(request.user, initial=draft), _plan(request, draft), template
    )


def _plan(request: PersonRequest, draft: dict[str, object]) -> NewExportForm:
    plan = NewExportForm(request.user, draft)
    plan.is_valid()
    return plan


def _submitted(request: PersonRequest) -> HttpResponse:
    form = NewExportForm(request.user, request.POST)
    if not form.is_valid() or "check" in request.POST:
        return _sent_back(request, form)
    try:
        export, is_new = services.start(form.order(), request.user)
    except (services.Refused, RangeRefused) as refusal:
        form.add_error(getattr(refusal, "field", None), str(refusal))
        return _sent_back(request, form)
    if not is_new:
        messages.info(request, "It is already running: this is the one you started before.")
    return redirect(export)


def _sent_back(request: PersonRequest, form: NewExportForm) -> HttpResponse:
    form.focus_first_error()
    return _form(request, form, form)


def _form(
    request: PersonRequest,
    form: NewExportForm,
    plan: NewExportForm,
    template: str = "exports/new.html",
) -> HttpResponse:
    return show(request, template, {"form": form, "plan": plan, "presets": PRESETS})
