"""Looking people up: the form, what was found at each site, one person's page."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PersonRequest
from accounts.models import Right
from activity import runner, services
from activity.exporting.order import ActivityOrder
from activity.forms import FilterForm, LookUpForm
from activity.found import FoundPage
from activity.models import Capture, LookUp, Reason
from activity.page import PersonPage
from activity.queries import captures_visible_to, recent_look_ups
from exports.http import show, uncached, wants_fragment
from exports.services import Refused, start

may_look = permission_required(f"accounts.{Right.LOOK_UP_PEOPLE}", raise_exception=True)
may_download = permission_required(f"accounts.{Right.DOWNLOAD_FILES}", raise_exception=True)
REASON = "look_up_reason"  # kept in the session


@require_http_methods(["GET", "HEAD", "POST"])
@may_look
def find(request: PersonRequest) -> HttpResponse:
    """The form, and this person's own recent look-ups."""
    if request.method == "POST":
        return _looked_up(request)
    start = {"reason": request.session.get(REASON, "")}
    start |= {name: request.GET[name] for name in ("who", "kind") if name in request.GET}
    sites = request.GET.getlist("site")
    form = LookUpForm(request.user, initial=start | ({"site": sites} if sites else {}))
    return _form(request, form)


def _looked_up(request: PersonRequest) -> HttpResponse:
    form = LookUpForm(request.user, request.POST)
    if not form.is_valid():
        return _form(request, form)
    data = form.cleaned_data
    reason = Reason(data["reason"])
    request.session[REASON] = reason.value
    try:
        made = services.look_up(
            form.person, list(data["site"]), request.user, reason, data["case_number"]
        )
    except services.LookUpRefused as refusal:
        form.add_error(None, str(refusal))
        return _form(request, form)
    captures = list(made.captures.all())
    if len(captures) > 1:
        return redirect("activity:found", made.pk)
    runner.look_now(captures[0])
    return redirect(captures[0])


def _form(request: PersonRequest, form: LookUpForm) -> HttpResponse:
    look_ups = recent_look_ups(request.user)
    return show(request, "activity/find.html", {"form": form, "look_ups": look_ups})


@require_safe
@may_look
def found(request: PersonRequest, pk: int) -> HttpResponse:
    """What each site answered; asked for again while one has not."""
    made = get_object_or_404(LookUp, pk=pk, by=request.user)
    page = FoundPage(made, request.user)
    if not wants_fragment(request):
        return show(request, "activity/found.html", {"page": page})
    if request.GET.get("seen") == page.seen:
        return uncached(HttpResponse(status=204))
    return show(request, "activity/found_list.html", {"page": page})


@require_safe
@may_look
def person(request: PersonRequest, pk: int) -> HttpResponse:
    """The page, the next messages of its list, or what moved while the rest is loaded."""
    page = PersonPage(_visible(request, pk), request.GET)
    if page.wants_rest and request.method == "GET":
        services.load_all(page.capture)
    if wants_fragment(request):
        return _fragment(request, page)
    return show(request, "activity/person.html", {"page": page, "capture": page.capture})


def _fragment(request: PersonRequest, page: PersonPage) -> HttpResponse:
    if request.GET.get("seen") == page.seen:
        return uncached(HttpResponse(status=204))
    asked_for = (
        "more" if "shown" in request.GET else "moved" if "seen" in request.GET else "results"
    )
    context = {"page": page, "capture": page.capture}
    return show(request, f"activity/fragments/{asked_for}.html", context)


@require_POST
@may_look
def load_all(request: PersonRequest, pk: int) -> HttpResponse:
    """Have workers load the rest, and show the same view of the person."""
    capture = _visible(request, pk)
    services.load_all(capture)
    if wants_fragment(request):
        return _fragment(request, PersonPage(capture, request.GET))
    return _back(request, capture)


@require_POST
@may_look
@may_download
def take(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything, or what the filter in the form leaves, as an export."""
    capture = _visible(request, pk)
    form = FilterForm(request.POST)
    since_nothing = "first_day" in request.POST and not request.POST["first_day"]
    if since_nothing or not form.is_valid():
        messages.warning(request, "Nothing was started: choose the day to begin with.")
        return _back(request, capture)
    asked_for = LookUp.objects.filter(by=request.user, captures=capture).first()
    case_number = asked_for.case_number if asked_for else ""
    order = ActivityOrder.of(capture, form.wanted(), case_number=case_number)
    try:
        export, _new = start(order, request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return _back(request, capture)
    return redirect(export)


def _back(request: PersonRequest, capture: Capture) -> HttpResponse:
    """To the view of the person that the form was sent from."""
    query = PersonPage(capture, request.GET).query
    return redirect(f"{capture.get_absolute_url()}{f'?{query}' if query else ''}")


def _visible(request: PersonRequest, pk: int) -> Capture:
    return get_object_or_404(captures_visible_to(request.user).select_related("site"), pk=pk)
