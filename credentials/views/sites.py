"""Sites at OpenWeb: adding, changing, trying a rule."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import PersonRequest
from credentials.forms import NewSiteForm, RuleTrial, SiteForm
from credentials.queries import sites_visible_to
from credentials.views import pages
from credentials.views.rights import hides_the_keys, manages_keys


@manages_keys
@hides_the_keys
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    return pages.add(request, NewSiteForm(request.POST or None))


@manages_keys
@require_http_methods(["GET", "HEAD", "POST"])
def site(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(sites_visible_to(request.user).prefetch_related("keys"), pk=pk)
    return pages.change(request, found, SiteForm(request.POST or None, connection=found))


@manages_keys
@require_POST
def try_rule(request: PersonRequest) -> HttpResponse:
    """What the rule finds in an address, while both are typed; keeps nothing."""
    return render(request, "credentials/rule_result.html", {"trial": RuleTrial(request.POST)})
