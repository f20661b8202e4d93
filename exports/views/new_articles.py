from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.http import PersonRequest
from accounts.models import Right
from exports.forms.articles import ArticlesForm, draft_from
from exports.forms.expected import expected
from exports.http import show, wants_fragment
from exports.views.starting import started


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(f"accounts.{Right.START_EXPORTS}", raise_exception=True)
def new(request: PersonRequest) -> HttpResponse:
    """The form; what its lines name, while they are typed; or how many comments that may be.

    The last two are posted as well: pasted lines are too long for an address.
    """
    if request.method != "POST":
        draft = draft_from(request.user, request.GET)
        form, plan = ArticlesForm(request.user, initial=draft), ArticlesForm(request.user, draft)
        plan.is_valid()
        return _page(request, form, plan)
    form = ArticlesForm(request.user, request.POST)
    if wants_fragment(request):
        return _number(request, form) if "number" in request.POST else _checked(request, form)
    return started(request, form) or _page(request, form, form)


def _page(request: PersonRequest, form: ArticlesForm, plan: ArticlesForm) -> HttpResponse:
    return show(request, "exports/new/articles.html", {"form": form, "plan": plan})


def _checked(request: PersonRequest, plan: ArticlesForm) -> HttpResponse:
    plan.is_valid()
    return show(request, "exports/new/articles_checked.html", {"plan": plan})


def _number(request: PersonRequest, plan: ArticlesForm) -> HttpResponse:
    known = expected(plan.found, plan.cleaned_data["count"]) if plan.is_valid() else None
    return show(request, "exports/new/articles_number.html", {"plan": plan, "expected": known})
